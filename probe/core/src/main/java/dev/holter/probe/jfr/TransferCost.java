package dev.holter.probe.jfr;

import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether reads and writes of sockets are to be recorded. The JDK times each of them then, also those of a
 * selector's loop that never block, which costs 100 to 200 ns a transfer: two readings of the clock, and the channel's
 * lock for its peer. That is worth a thousandth of a loop's time, and not more: where the kernel tells the peer of a call
 * that lasts, the recorder is not needed for it. Transfers are not counted by anyone; callbacks and requests are, and each
 * of them is one or two. The busiest loop of the process decides.
 *
 * <p>Watchdog only, {@link #isAffordable} apart.
 */
final class TransferCost {
    /** Of one loop. */
    private static final double MANY_A_SECOND = 4_000;

    private static final double FEW_A_SECOND = MANY_A_SECOND / 2;
    /** A pause in the load is no reason to change the recording, which takes the recorder's lock. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LEAST_BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile boolean affordable = true;
    private boolean counts;
    private long countedAtNanos;
    private Map<String, Long> counted = Map.of();
    private long calmSinceNanos;

    /** Whether they are to be recorded. Any thread. */
    boolean isAffordable() {
        return affordable;
    }

    /** Takes what the loops did so far. */
    void state(ProcessState state, long nowNanos) {
        Map<String, Long> calls = new HashMap<>();
        state.loops().forEach(loop -> calls.put(loop.loop(), calls(loop)));
        take(calls, nowNanos);
    }

    /**
     * Takes how much each loop did so far.
     *
     * @param calls by the loop's name
     */
    void take(Map<String, Long> calls, long nowNanos) {
        if (counts && nowNanos - countedAtNanos < LEAST_BETWEEN_NANOS) {
            return;
        }
        if (counts) {
            decide(ofBusiest(calls) * 1e9 / (nowNanos - countedAtNanos), nowNanos);
        } else {
            calmSinceNanos = nowNanos;
            counts = true;
        }
        counted = calls;
        countedAtNanos = nowNanos;
    }

    private long ofBusiest(Map<String, Long> calls) {
        long most = 0;
        for (Map.Entry<String, Long> loop : calls.entrySet()) {
            most = Math.max(most, loop.getValue() - counted.getOrDefault(loop.getKey(), 0L));
        }
        return most;
    }

    private void decide(double aSecond, long nowNanos) {
        if (aSecond > FEW_A_SECOND) {
            calmSinceNanos = nowNanos;
        }
        if (aSecond > MANY_A_SECOND) {
            affordable = false;
        } else if (nowNanos - calmSinceNanos >= CALM_NANOS) {
            affordable = true;
        }
    }

    private static long calls(LoopState loop) {
        return Math.max(
                loop.callbacks().map(CallbackState::count).orElse(0L),
                loop.requestsStarted().orElse(0));
    }
}
