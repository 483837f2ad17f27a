package dev.holter.collector.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One stall with everything known of it, as of one revision. Immutable.
 *
 * @param revision the highest is the valid one
 * @param open whether the loop is still stalled, as far as the collector knows
 * @param receivedAt when the first revision arrived, by the collector's clock
 * @param updatedAt when this revision arrived, by the collector's clock
 * @param demand what waits for the loop; of one that is over, the most that is known to have waited
 * @param parts the ways in which the loop stood still, longest first; empty where it was one
 */
public record Incident(
        String id,
        long revision,
        LoopKey loop,
        String kind,
        boolean open,
        Instant startedAt,
        long durationNanos,
        Instant receivedAt,
        Instant updatedAt,
        Cause cause,
        double confidence,
        Optional<StackFrame> culprit,
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

    /** What the probe's clock showed when it made this revision. */
    public Instant asOf() {
        return startedAt.plusNanos(durationNanos);
    }

    /**
     * The same revision of an incident that was first heard of earlier. Once it is over nobody waits any more: it
     * keeps how many did.
     *
     * @param most that waited in any revision so far
     */
    Incident after(Incident earlier, Demand most) {
        return new Incident(
                id,
                revision,
                loop,
                kind,
                open,
                startedAt,
                durationNanos,
                earlier.receivedAt,
                updatedAt,
                cause,
                confidence,
                culprit,
                details,
                cpuRatio,
                processCpuRatio,
                open ? demand : demand.orMoreThan(most),
                samples,
                evidence,
                parts,
                blocker);
    }

    /**
     * The same incident, taken as over because nobody is left to report its end.
     *
     * @param most that waited in any revision so far
     */
    Incident closedUnseen(Instant now, Demand most, String why) {
        List<String> more = new ArrayList<>(evidence);
        more.add(why);
        return new Incident(
                id,
                revision,
                loop,
                kind,
                false,
                startedAt,
                durationNanos,
                receivedAt,
                now,
                cause,
                confidence,
                culprit,
                details,
                cpuRatio,
                processCpuRatio,
                most,
                samples,
                more,
                parts,
                blocker);
    }
}
