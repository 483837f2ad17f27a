package dev.holter.probe.watch;

import java.util.OptionalLong;

/**
 * Tells by its CPU time that an idle loop has not run since its last heartbeat: then it still waits for
 * work, and need not be woken to say so. To wake a thread costs a thousand times what the heartbeat
 * does. Watchdog thread only.
 *
 * <p>What a loop took up between its heartbeat and the look at its CPU time would go unnoticed, so
 * nothing is concluded after a heartbeat that cost more than heartbeats do, nor where they cost
 * nothing, as on a system whose clock of CPU time is coarse. And every fifth time it is woken all the
 * same.
 */
final class Slumber {
    static final int MOST_SKIPPED = 4;

    private static final int USUAL_OF = 8;

    private OptionalLong cpuAfterBeat = OptionalLong.empty();
    private long usualCostNanos;
    private boolean asleep;
    private int skipped;

    /**
     * A heartbeat ran.
     *
     * @param cpuBefore CPU time of the loop as the heartbeat was sent
     * @param cpuNow the same as it is taken in
     */
    void beatRan(OptionalLong cpuBefore, OptionalLong cpuNow) {
        skipped = 0;
        cpuAfterBeat = OptionalLong.empty();
        if (cpuBefore.isEmpty() || cpuNow.isEmpty()) {
            return;
        }
        long costNanos = cpuNow.getAsLong() - cpuBefore.getAsLong();
        if (costNanos > 0 && costNanos <= 2 * usualCostNanos) {
            cpuAfterBeat = cpuNow;
        }
        usualCostNanos = usualCostNanos == 0
                ? costNanos
                : usualCostNanos + (Math.min(costNanos, 2 * usualCostNanos) - usualCostNanos) / USUAL_OF;
    }

    /** Whether the next heartbeat may be left out. Asked once for each. */
    boolean goesOn(OptionalLong cpuNow) {
        asleep = cpuAfterBeat.isPresent() && cpuAfterBeat.equals(cpuNow);
        return asleep && ++skipped <= MOST_SKIPPED;
    }

    /** Whether all that the loop ran lately was a heartbeat. */
    boolean isAsleep() {
        return asleep && cpuAfterBeat.isPresent();
    }

    /** The loop is known to run. */
    void ended() {
        asleep = false;
        cpuAfterBeat = OptionalLong.empty();
    }
}
