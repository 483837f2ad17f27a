package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Evidence for tests that need little of it. */
public final class Evidence {
    private Evidence() {}

    /** Of a stall that the process began with a pause, with no kernel, hooks or recording. */
    public static StallEvidence of(
            long durationNanos,
            long pausedNanos,
            Cause pauseCause,
            OptionalDouble cpuRatio,
            List<StackCapture> captures,
            long captureWaitNanos) {
        return new StallEvidence(
                durationNanos,
                pausedNanos == 0 ? List.of() : List.of(new ProcessPause(0, pausedNanos, pauseCause)),
                cpuNanos(cpuRatio, durationNanos - pausedNanos),
                captures,
                captureWaitNanos,
                KernelAccount.NONE,
                CallbackActivity.NONE,
                List.of());
    }

    /** CPU time, of a share of the time in which the process ran. */
    static OptionalLong cpuNanos(OptionalDouble ratio, long ranNanos) {
        return ratio.isPresent() ? OptionalLong.of((long) (ratio.getAsDouble() * ranNanos)) : OptionalLong.empty();
    }
}
