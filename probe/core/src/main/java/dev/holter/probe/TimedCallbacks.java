package dev.holter.probe;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Names;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The callbacks of one type on one loop. Written on the loop's thread, read on the watchdog's. The
 * reference to the class is weak: a probe keeps no application from being unloaded.
 *
 * <p>A callback counts first, then adds its time, then may be the longest; whoever reads these the
 * other way round never sees a longest callback that is not in the total, nor a total without a count.
 */
final class TimedCallbacks extends WeakReference<Class<?>> {
    private static final AtomicLongFieldUpdater<TimedCallbacks> COUNT =
            AtomicLongFieldUpdater.newUpdater(TimedCallbacks.class, "count");
    private static final AtomicLongFieldUpdater<TimedCallbacks> TOTAL_NANOS =
            AtomicLongFieldUpdater.newUpdater(TimedCallbacks.class, "totalNanos");
    private static final AtomicLongFieldUpdater<TimedCallbacks> LONGEST_NANOS =
            AtomicLongFieldUpdater.newUpdater(TimedCallbacks.class, "longestNanos");

    private static final String LAMBDA = "$$Lambda";

    private final String name;
    private final int hash;

    private volatile long count;
    private volatile long totalNanos;
    /** Longest callback since the watchdog last took it away. */
    private volatile long longestNanos;

    // The watchdog's own.
    private long maxNanos;
    private long markedCount;
    private long markedTotalNanos;
    private long maxSinceMarkNanos;

    TimedCallbacks(Class<?> type) {
        super(type);
        this.name = nameOf(type);
        this.hash = System.identityHashCode(type);
    }

    /** A callback ended. Loop's thread only. */
    void ran(long tookNanos) {
        COUNT.lazySet(this, count + 1);
        TOTAL_NANOS.lazySet(this, totalNanos + tookNanos);
        if (tookNanos > longestNanos) {
            LONGEST_NANOS.lazySet(this, tookNanos);
        }
    }

    boolean isOf(Class<?> type) {
        return refersTo(type);
    }

    boolean isUnloaded() {
        return refersTo(null);
    }

    /** Identity hash code of the class. */
    int hash() {
        return hash;
    }

    /** Loop's thread only. */
    long totalNanos() {
        return totalNanos;
    }

    /** Watchdog only. */
    CallbackType soFar() {
        takeLongest();
        long nanos = totalNanos;
        return new CallbackType(name, count, nanos, maxNanos);
    }

    /** Watchdog only. */
    void mark() {
        takeLongest();
        maxSinceMarkNanos = 0;
        markedTotalNanos = totalNanos;
        markedCount = count;
    }

    /** Watchdog only. A callback that ended while the mark was set may be in one of its numbers alone. */
    CallbackType sinceMark() {
        takeLongest();
        long nanos = totalNanos - markedTotalNanos;
        return new CallbackType(name, count - markedCount, nanos, Math.min(maxSinceMarkNanos, nanos));
    }

    /**
     * To swap it leaves the loop's thread no moment in which it could put a longer one in that nobody
     * takes: at worst it leaves one out that is shorter than the one taken.
     */
    private void takeLongest() {
        long longest = longestNanos == 0 ? 0 : LONGEST_NANOS.getAndSet(this, 0);
        maxNanos = Math.max(maxNanos, longest);
        maxSinceMarkNanos = Math.max(maxSinceMarkNanos, longest);
    }

    /** Without what differs from run to run: the number of a lambda, and the address of a hidden class. */
    static String nameOf(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf(LAMBDA);
        int hidden = name.indexOf('/');
        int end = lambda >= 0 ? lambda + LAMBDA.length() : hidden >= 0 ? hidden : name.length();
        return Names.of(name.substring(0, end));
    }
}
