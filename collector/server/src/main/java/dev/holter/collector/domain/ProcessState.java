package dev.holter.collector.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One process as last reported; see StateReport in probe.proto for each field.
 *
 * @param takenAt by the clock of the probe's host
 */
public record ProcessState(
        long sequence,
        Instant takenAt,
        OptionalLong cpuNanos,
        Map<Cause, Long> pauseNanos,
        Map<String, Long> drops,
        List<LoopState> loops) {

    /** What still holds when nobody reports any more. */
    ProcessState withoutGauges() {
        List<LoopState> counted = loops.stream().map(LoopState::withoutGauges).toList();
        return new ProcessState(sequence, takenAt, cpuNanos, pauseNanos, drops, counted);
    }
}
