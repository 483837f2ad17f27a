package dev.holter.probe;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests of one loop, so that a stall can be told from idleness. Any thread may call
 * it; no method blocks or allocates.
 */
public final class RequestMeter {
    private static final long NEVER_USED = -1;

    private final AtomicLong started = new AtomicLong(NEVER_USED);
    private final AtomicLong finished = new AtomicLong();
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
        if (started.get() == NEVER_USED) {
            started.compareAndSet(NEVER_USED, 0);
        }
        started.getAndIncrement();
    }

    /** A request was answered, failed, or was given up. */
    public void finished() {
        finished.getAndIncrement();
    }

    /** Whoever counts here has failed and gives up: some requests are not counted from now on. */
    public void counterFailed() {
        onFault.run();
    }

    /** Whether any request was ever counted: a loop that counts none has no demand to report. */
    public boolean isUsed() {
        return started.get() != NEVER_USED;
    }

    /** Requests taken up so far. */
    public long startedCount() {
        return Math.max(0, started.get());
    }

    /** Requests finished so far; read it before {@link #startedCount()}, and it is never the larger of the two. */
    public long finishedCount() {
        return finished.get();
    }
}
