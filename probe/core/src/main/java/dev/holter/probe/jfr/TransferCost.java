package dev.holter.probe.jfr;

import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether reads and writes of sockets are to be recorded. The JDK times each of them then, also those of a
 * selector's loop that never block, which costs some 100 ns a transfer: two readings of the clock, and the channel's
 * lock for its peer. A loop that makes tens of thousands of them a second would pay a hundredth of its time for it, and
 * a stall's peer is not worth that. Transfers are not counted by anyone; callbacks and requests are, and each of them
 * is one or two.
 *
 * <p>Watchdog only, {@link #isAffordable} apart.
 */
final class TransferCost {
    private static final double MANY_A_SECOND = 20_000;
    private static final double FEW_A_SECOND = MANY_A_SECOND / 2;
    /** A pause in the load is no reason to change the recording, which takes the recorder's lock. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LEAST_BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile boolean affordable = true;
    private long countedAtNanos;
    private long counted = -1;
    private long calmSinceNanos;

    /** Whether they are to be recorded. Any thread. */
    boolean isAffordable() {
        return affordable;
    }

    /** Takes what the loops did so far. */
    void state(ProcessState state, long nowNanos) {
        take(state.loops().stream().mapToLong(TransferCost::calls).sum(), nowNanos);
    }

    void take(long calls, long nowNanos) {
        if (counted >= 0 && nowNanos - countedAtNanos < LEAST_BETWEEN_NANOS) {
            return;
        }
        if (counted >= 0) {
            decide((calls - counted) * 1e9 / (nowNanos - countedAtNanos), nowNanos);
        } else {
            calmSinceNanos = nowNanos;
        }
        counted = calls;
        countedAtNanos = nowNanos;
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
