package dev.holter.probe;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one loop, so that a stall can be told from idleness. Any thread may call
 * it; no method blocks or allocates, but for a thread's first call.
 *
 * <p>The first thread that counts, in most services the loop's, has counters of its own, which it writes without an
 * atomic operation: that would wait for all that the loop wrote before. All other threads share the other two.
 */
public final class RequestMeter {
    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<RequestMeter, WeakReference> FIRST =
            AtomicReferenceFieldUpdater.newUpdater(RequestMeter.class, WeakReference.class, "first");

    private static final AtomicLongFieldUpdater<RequestMeter> STARTED_BY_FIRST = updater("startedByFirst");
    private static final AtomicLongFieldUpdater<RequestMeter> FINISHED_BY_FIRST = updater("finishedByFirst");
    private static final AtomicLongFieldUpdater<RequestMeter> STARTED_BY_OTHERS = updater("startedByOthers");
    private static final AtomicLongFieldUpdater<RequestMeter> FINISHED_BY_OTHERS = updater("finishedByOthers");

    private volatile @Nullable WeakReference<Thread> first;
    private volatile long startedByFirst;
    private volatile long finishedByFirst;
    private volatile long startedByOthers;
    private volatile long finishedByOthers;
    private final Runnable onFault;

    /** Makes a meter whose faults are nobody's business. */
    public RequestMeter() {
        this(() -> {});
    }

    /**
     * Makes a meter that has counted nothing yet.
     *
     * @param onFault told of each fault, on any thread
     */
    public RequestMeter(Runnable onFault) {
        this.onFault = onFault;
    }

    /** A request was taken up. Each is to be followed by one {@link #finished()}. */
    public void started() {
        if (isFirst(Thread.currentThread())) {
            STARTED_BY_FIRST.lazySet(this, startedByFirst + 1);
        } else {
            STARTED_BY_OTHERS.getAndIncrement(this);
        }
    }

    /** A request was answered, failed, or was given up. */
    public void finished() {
        if (isFirst(Thread.currentThread())) {
            FINISHED_BY_FIRST.lazySet(this, finishedByFirst + 1);
        } else {
            FINISHED_BY_OTHERS.getAndIncrement(this);
        }
    }

    /** Whoever counts here has failed and gives up: some requests are not counted from now on. */
    public void counterFailed() {
        onFault.run();
    }

    /** Whether any request was ever counted: a loop that counts none has no demand to report. */
    public boolean isUsed() {
        return startedCount() > 0;
    }

    /** Requests taken up so far. */
    public long startedCount() {
        return startedByFirst + startedByOthers;
    }

    /** Requests finished so far; read it before {@link #startedCount()}, and it is never the larger of the two. */
    public long finishedCount() {
        return finishedByFirst + finishedByOthers;
    }

    private boolean isFirst(Thread thread) {
        WeakReference<Thread> known = first;
        return known == null ? becomesFirst(thread) : known.refersTo(thread);
    }

    private boolean becomesFirst(Thread thread) {
        FIRST.compareAndSet(this, null, new WeakReference<>(thread));
        WeakReference<Thread> known = first;
        return known != null && known.refersTo(thread);
    }

    private static AtomicLongFieldUpdater<RequestMeter> updater(String field) {
        return AtomicLongFieldUpdater.newUpdater(RequestMeter.class, field);
    }
}
