package dev.holter.collector.domain;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One process as last reported; see StateReport in probe.proto for each field.
 */
public record ProcessState(
        long sequence,
        OptionalLong cpuNanos,
        Map<Cause, Long> pauseNanos,
        Map<String, Long> drops,
        List<LoopState> loops) {}
