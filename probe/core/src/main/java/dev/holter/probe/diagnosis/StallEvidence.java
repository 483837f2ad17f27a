package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Everything that a verdict may be built on. Times are nanoseconds.
 *
 * @param durationNanos how long the stall has lasted, above 0
 * @param pauses when the whole process did not run meanwhile, oldest first, none over another
 * @param cpuNanos CPU time of the loop's thread over the stall, 0 to its duration; empty where unknown
 * @param captures stacks, oldest first
 * @param captureWaitNanos how long a capture that was asked for has not come back; 0 where none is out
 * @param kernel the kernel's account of the loop's thread
 * @param callbacks what the loop did with its callbacks
 * @param occurrences what the JVM recorded, told later
 */
public record StallEvidence(
        long durationNanos,
        List<ProcessPause> pauses,
        OptionalLong cpuNanos,
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
                durationNanos, pauses, cpuNanos, captures, captureWaitNanos, kernel, callbacks, recorded);
    }

    /** How much of the stall the whole process did not run, by the watchdog's lateness. */
    long pausedNanos() {
        return pauses.stream().mapToLong(ProcessPause::nanos).sum();
    }

    /** How much of it for one of these causes, by the watchdog's own account. */
    long pausedNanos(Set<Cause> causes) {
        return pauses.stream()
                .filter(pause -> causes.contains(pause.cause()))
                .mapToLong(ProcessPause::nanos)
                .sum();
    }

    /** CPU time of the loop's thread as a share of the time in which the process ran, 0 to 1; empty where unknown. */
    OptionalDouble cpuRatio() {
        long ranNanos = Math.max(1, durationNanos - pausedNanos());
        return cpuNanos.isPresent()
                ? OptionalDouble.of(Math.min(1, (double) cpuNanos.getAsLong() / ranNanos))
                : OptionalDouble.empty();
    }

    /** What of an occurrence lies within the stall. */
    Span clip(Occurrence occurrence) {
        return new Span(occurrence.fromNanos(), occurrence.toNanos()).within(new Span(0, durationNanos));
    }
}
