package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Everything that a verdict may be built on. Times are nanoseconds.
 *
 * @param durationNanos how long the stall has lasted, above 0
 * @param pauses when the whole process did not run meanwhile, oldest first, none over another
 * @param cpuRatio CPU time of the loop's thread over the stall as a share of the time in which the
 *     process ran, 0 to 1
 * @param captures stacks, oldest first
 * @param captureWaitNanos how long a capture that was asked for has not come back; 0 where none is out
 * @param kernel the kernel's account of the loop's thread
 * @param callbacks what the loop did with its callbacks
 * @param occurrences what the JVM recorded, told later
 */
public record StallEvidence(
        long durationNanos,
        List<ProcessPause> pauses,
        OptionalDouble cpuRatio,
        List<StackCapture> captures,
        long captureWaitNanos,
        KernelAccount kernel,
        CallbackActivity callbacks,
        List<Occurrence> occurrences) {
    public StallEvidence {
        pauses = List.copyOf(pauses);
        captures = List.copyOf(captures);
        occurrences = List.copyOf(occurrences);
    }

    /** The same with what the JVM recorded. */
    public StallEvidence with(List<Occurrence> recorded) {
        return new StallEvidence(
                durationNanos, pauses, cpuRatio, captures, captureWaitNanos, kernel, callbacks, recorded);
    }

    /** How much of the stall the whole process did not run. */
    long pausedNanos() {
        return pauses.stream().mapToLong(ProcessPause::nanos).sum();
    }

    /** Why, for most of that time; {@link Cause#UNKNOWN} where it ran or it cannot be told. */
    Cause pauseCause() {
        Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
        pauses.forEach(pause -> byCause.merge(pause.cause(), pause.nanos(), Long::sum));
        return byCause.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Cause.UNKNOWN);
    }
}
