package dev.holter.probe.watch;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its CPU time that an idle loop has not run since its last heartbeat: then it still waits for
 * work, and need not be woken to say so. To wake a thread costs a thousand times what the heartbeat
 * does. Watchdog thread only.
 *
 * <p>What a loop took up between its heartbeat and the look at its CPU time soon after would go
 * unnoticed. So nothing is concluded after a heartbeat that cost more than heartbeats do, nor where they
 * cost nothing, as on a system whose clock of CPU time is coarse, nor where the thread does not wait as
 * it did before the heartbeat. And every fifth time it is woken all the same.
 */
final class Slumber {
    static final int MOST_SKIPPED = 4;

    private static final int USUAL_OF = 8;

    private OptionalLong cpuBeforeBeat = OptionalLong.empty();
    private @Nullable Rest restBeforeBeat;
    private OptionalLong cpuAfterBeat = OptionalLong.empty();
    private long usualCostNanos;
    private boolean asleep;
    private int skipped;

    /**
     * A heartbeat is about to be sent.
     *
     * @param thread the loop's; null where it is not known yet
     * @param cpuNow CPU time of the loop
     */
    void beatIsSent(@Nullable Thread thread, OptionalLong cpuNow) {
        cpuBeforeBeat = cpuNow;
        restBeforeBeat = Rest.of(thread);
    }

    /** It ran, and is taken in. */
    void beatRan(@Nullable Thread thread, OptionalLong cpuNow) {
        skipped = 0;
        cpuAfterBeat = OptionalLong.empty();
        if (cpuBeforeBeat.isEmpty() || cpuNow.isEmpty()) {
            return;
        }
        long costNanos = cpuNow.getAsLong() - cpuBeforeBeat.getAsLong();
        Rest rest = Rest.of(thread);
        if (costNanos > 0 && costNanos <= 2 * usualCostNanos && rest != null && rest.equals(restBeforeBeat)) {
            cpuAfterBeat = cpuNow;
        }
        usualCostNanos = usualCostNanos == 0
                ? costNanos
                : usualCostNanos + (Math.min(costNanos, 2 * usualCostNanos) - usualCostNanos) / USUAL_OF;
    }

    /** Whether the loop has surely run since its last heartbeat. */
    boolean isOver(OptionalLong cpuNow) {
        return cpuAfterBeat.isPresent() && !cpuAfterBeat.equals(cpuNow);
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
        cpuBeforeBeat = OptionalLong.empty();
        cpuAfterBeat = OptionalLong.empty();
    }

    /**
     * How a thread waits, as far as that can be seen without stopping it.
     *
     * @param blocker identity of what it is parked for; 0 for nothing
     */
    private record Rest(Thread.State state, int blocker) {
        static @Nullable Rest of(@Nullable Thread thread) {
            return thread == null
                    ? null
                    : new Rest(thread.getState(), System.identityHashCode(LockSupport.getBlocker(thread)));
        }
    }
}
