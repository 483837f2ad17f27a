package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything that a verdict may be built on.
 *
 * @param durationNanos how long the stall has lasted, above 0
 * @param pausedNanos how much of that the whole process did not run
 * @param pauseCause why it did not; {@link Cause#UNKNOWN} where it ran or it cannot be told
 * @param cpuRatio CPU time of the loop's thread over the stall as a share of the time in which the
 *     process ran, 0 to 1
 * @param captures stacks, oldest first
 * @param captureWaitNanos how long a capture that was asked for has not come back; 0 where none is out
 */
public record StallEvidence(
        long durationNanos,
        long pausedNanos,
        Cause pauseCause,
        OptionalDouble cpuRatio,
        List<StackCapture> captures,
        long captureWaitNanos) {
    public StallEvidence {
        captures = List.copyOf(captures);
    }
}
