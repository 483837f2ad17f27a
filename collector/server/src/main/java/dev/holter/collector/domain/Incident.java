package dev.holter.collector.domain;

import java.time.Instant;
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
        List<String> evidence) {}
