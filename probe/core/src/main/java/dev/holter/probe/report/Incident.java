package dev.holter.probe.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One stall with everything known of it, as of one revision. Immutable.
 *
 * @param id unique in the world
 * @param revision number of this version, from 1
 * @param loop name of the loop
 * @param kind kind of the loop
 * @param open whether the loop is still stalled
 * @param startedAtEpochNanos when the heartbeat that did not run was due, nanoseconds since 1970 UTC
 * @param durationNanos from then until the heartbeat ran, or until this version was made
 * @param cause why the loop did not run
 * @param confidence how sure that is, 0 to 1
 * @param culprit first frame of application code on the stalled stack
 * @param details more of the cause, by name in snake case
 * @param cpuRatio CPU time of the loop's thread over the stall as a share of its duration, 0 to 1
 * @param processCpuRatio the same for the whole process, as far into the stall as it was read, where 1 is one core
 * @param demand what waits for the loop
 * @param samples stacks taken while the loop was stalled, oldest first
 * @param evidence what speaks for the verdict, a sentence each
 * @param parts the ways in which the loop stood still, longest first; empty where it was one
 * @param blocker the thread that holds what the loop waits for; empty where none was found
 */
public record Incident(
        String id,
        long revision,
        String loop,
        String kind,
        boolean open,
        long startedAtEpochNanos,
        long durationNanos,
        Cause cause,
        double confidence,
        Optional<StackTraceElement> culprit,
        Map<String, String> details,
        OptionalDouble cpuRatio,
        OptionalDouble processCpuRatio,
        Demand demand,
        List<StackSample> samples,
        List<String> evidence,
        List<StallPart> parts,
        Optional<BlockingThread> blocker) {
    public Incident {
        details = Map.copyOf(details);
        samples = List.copyOf(samples);
        evidence = List.copyOf(evidence);
        parts = List.copyOf(parts);
    }
}
