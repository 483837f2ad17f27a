package dev.holter.probe.watch;

import java.util.concurrent.TimeUnit;

/**
 * Chooses how many intervals lie between two looks at a loop: one on a loop that works, ten on one that has
 * been idle for a second, and twenty on one that sleeps and has not run anything but heartbeats for another twenty
 * seconds, so that watching an idle loop costs next to nothing. Ten are never more than 100 ms, nor twenty more than
 * 200 ms, unless one is. Watchdog thread only.
 *
 * <p>A loop is idle where its thread uses less than 2 % of a core, the heartbeats included, and takes
 * up no requests. Where CPU time cannot be read, no loop is ever idle. The price is that a stall of an
 * idle loop begins for us up to nine intervals later than it does, or nineteen where the loop did nothing for so
 * long, unless it slept and its callbacks are timed: then it tells that it works.
 */
final class Pace {
    static final int IDLE_STEPS = 10;
    static final int LONG_IDLE_STEPS = 20;

    private static final long MOST_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MOST_LONG_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final int QUIET_BEATS = 100;
    private static final int BUSY_SHARE = 50;

    private final int idleSteps;
    private final int longIdleSteps;
    private int quietBeats;
    private long idleNanos;

    /**
     * Takes a loop to work until it is known not to.
     *
     * @param intervalNanos between two heartbeats of a loop that works
     */
    Pace(long intervalNanos) {
        this.idleSteps = atMost(IDLE_STEPS, MOST_IDLE_NANOS / intervalNanos);
        this.longIdleSteps = atMost(LONG_IDLE_STEPS, MOST_LONG_IDLE_NANOS / intervalNanos);
    }

    private static int atMost(int steps, long most) {
        return (int) Math.max(1, Math.min(steps, most));
    }

    /**
     * A heartbeat ran on time or late.
     *
     * @param elapsedNanos since the one before
     * @param cpuNanos CPU time of the loop's thread meanwhile; negative where unknown
     * @param requests requests taken up meanwhile
     * @return intervals between this heartbeat and the next, unless the loop sleeps
     */
    int next(long elapsedNanos, long cpuNanos, long requests) {
        boolean quiet = cpuNanos >= 0 && cpuNanos * BUSY_SHARE < elapsedNanos && requests == 0;
        quietBeats = quiet ? Math.min(quietBeats + 1, QUIET_BEATS) : 0;
        idleNanos = isIdle() ? Math.min(idleNanos + elapsedNanos, LONG_NANOS) : 0;
        return isIdle() ? idleSteps : 1;
    }

    /** Whether the loop ran something beside heartbeats since the last look, however little. */
    void ran(boolean something) {
        idleNanos = something ? 0 : idleNanos;
    }

    /** Intervals until the next look at an idle loop that has not run since its last heartbeat. */
    int asleep() {
        return idleNanos >= LONG_NANOS ? longIdleSteps : idleSteps;
    }

    /** Whether the loop has been idle for long enough. */
    boolean isIdle() {
        return quietBeats >= QUIET_BEATS;
    }
}
