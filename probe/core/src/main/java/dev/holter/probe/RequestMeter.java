package dev.holter.probe;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Counts the requests of one loop, so that a stall can be told from idleness. Any thread may call
 * it; no method blocks or allocates.
 */
public final class RequestMeter {
    private static final AtomicLongFieldUpdater<RequestMeter> STARTED =
            AtomicLongFieldUpdater.newUpdater(RequestMeter.class, "started");
    private static final AtomicLongFieldUpdater<RequestMeter> FINISHED =
            AtomicLongFieldUpdater.newUpdater(RequestMeter.class, "finished");

    private static final long NEVER_USED = -1;

    private volatile long started = NEVER_USED;
    private volatile long finished;
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
        if (started == NEVER_USED) {
            STARTED.compareAndSet(this, NEVER_USED, 0);
        }
        STARTED.getAndIncrement(this);
    }

    /** A request was answered, failed, or was given up. */
    public void finished() {
        FINISHED.getAndIncrement(this);
    }

    /** Whoever counts here has failed and gives up: some requests are not counted from now on. */
    public void counterFailed() {
        onFault.run();
    }

    /** Whether any request was ever counted: a loop that counts none has no demand to report. */
    public boolean isUsed() {
        return started != NEVER_USED;
    }

    /** Requests taken up so far. */
    public long startedCount() {
        return Math.max(0, started);
    }

    /** Requests finished so far; read it before {@link #startedCount()}, and it is never the larger of the two. */
    public long finishedCount() {
        return finished;
    }
}
