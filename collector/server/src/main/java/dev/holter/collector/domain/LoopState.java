package dev.holter.collector.domain;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One loop as last reported; see LoopState in probe.proto for each field.
 */
public record LoopState(
        LoopKey key,
        String kind,
        long heartbeats,
        Histogram lag,
        long heartbeatAgeNanos,
        OptionalLong stallAgeNanos,
        Map<Cause, StallTotal> stalls,
        OptionalLong cpuNanos,
        OptionalLong tasksPending,
        OptionalLong tasksLive,
        OptionalLong requestsStarted,
        OptionalLong requestsFinished,
        OptionalDouble requestsPerSecond,
        Optional<CallbackState> callbacks,
        OptionalLong runDelayNanos) {

    /** What still holds when nobody reports any more: what was counted, and no gauge. */
    LoopState withoutGauges() {
        return new LoopState(
                key,
                kind,
                heartbeats,
                lag,
                0,
                OptionalLong.empty(),
                stalls,
                cpuNanos,
                OptionalLong.empty(),
                OptionalLong.empty(),
                requestsStarted,
                requestsFinished,
                OptionalDouble.empty(),
                callbacks,
                runDelayNanos);
    }
}
