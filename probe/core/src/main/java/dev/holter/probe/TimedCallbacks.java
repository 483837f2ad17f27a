package dev.holter.probe;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Names;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The callbacks of one type on one loop. Written on the loop's thread, read on the watchdog's. The
 * reference to the class is weak: a probe keeps no application from being unloaded.
 *
 * <p>A callback counts first, then adds its time, then may be the longest; whoever reads these the
 * other way round never sees a longest callback that is not in the total, nor a total without a count.
 */
final class TimedCallbacks extends WeakReference<Class<?>> {
    private static final String LAMBDA = "$$Lambda";

    private final String name;
    private final int hash;

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong totalNanos = new AtomicLong();
    /** Longest callback since the watchdog last took it away. */
    private final AtomicLong longestNanos = new AtomicLong();

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
        count.setOpaque(count.getPlain() + 1);
        totalNanos.setRelease(totalNanos.getPlain() + tookNanos);
        if (tookNanos > longestNanos.getPlain()) {
            longestNanos.setRelease(tookNanos);
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
        return totalNanos.getPlain();
    }

    /** Watchdog only. */
    CallbackType soFar() {
        takeLongest();
        long nanos = totalNanos.getAcquire();
        return new CallbackType(name, count.getOpaque(), nanos, maxNanos);
    }

    /** Watchdog only. */
    void mark() {
        takeLongest();
        maxSinceMarkNanos = 0;
        markedTotalNanos = totalNanos.getAcquire();
        markedCount = count.getOpaque();
    }

    /** Watchdog only. A callback that ended while the mark was set may be in one of its numbers alone. */
    CallbackType sinceMark() {
        takeLongest();
        long nanos = totalNanos.getAcquire() - markedTotalNanos;
        return new CallbackType(name, count.getOpaque() - markedCount, nanos, Math.min(maxSinceMarkNanos, nanos));
    }

    /**
     * To swap it leaves the loop's thread no moment in which it could put a longer one in that nobody
     * takes: at worst it leaves one out that is shorter than the one taken.
     */
    private void takeLongest() {
        long longest = longestNanos.getOpaque() == 0 ? 0 : longestNanos.getAndSet(0);
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
