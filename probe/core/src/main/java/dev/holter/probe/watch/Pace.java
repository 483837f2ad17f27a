package dev.holter.probe.watch;

import java.util.concurrent.TimeUnit;

/**
 * Chooses how many intervals lie between two heartbeats: one on a loop that works, ten on one that has
 * been idle for a second, and twenty once it has been so for another twenty seconds, so that watching an idle loop
 * costs next to nothing. Watchdog thread only.
 *
 * <p>A loop is idle where its thread uses less than 2 % of a core, the heartbeats included, and takes
 * up no requests. Where CPU time cannot be read, no loop is ever idle. The price is that a stall of an
 * idle loop begins for us up to nine intervals later than it does, or nineteen, unless the loop's callbacks are timed.
 */
final class Pace {
    static final int IDLE_STEPS = 10;
    static final int LONG_IDLE_STEPS = 20;

    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final int QUIET_BEATS = 100;
    private static final int BUSY_SHARE = 50;

    private int quietBeats;
    private long idleNanos;

    /**
     * A heartbeat ran on time or late.
     *
     * @param elapsedNanos since the one before
     * @param cpuNanos CPU time of the loop's thread meanwhile; negative where unknown
     * @param requests requests taken up meanwhile
     * @return intervals between this heartbeat and the next
     */
    int next(long elapsedNanos, long cpuNanos, long requests) {
        boolean quiet = cpuNanos >= 0 && cpuNanos * BUSY_SHARE < elapsedNanos && requests == 0;
        quietBeats = quiet ? Math.min(quietBeats + 1, QUIET_BEATS) : 0;
        idleNanos = isIdle() ? Math.min(idleNanos + elapsedNanos, LONG_NANOS) : 0;
        if (idleNanos >= LONG_NANOS) {
            return LONG_IDLE_STEPS;
        }
        return isIdle() ? IDLE_STEPS : 1;
    }

    /** Whether the loop has been idle for long enough. */
    boolean isIdle() {
        return quietBeats >= QUIET_BEATS;
    }
}
