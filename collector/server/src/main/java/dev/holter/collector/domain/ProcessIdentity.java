package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A process as its probe introduced it.
 *
 * @param runId another value under the same key is another run, whose counters start from zero
 * @param startedAt start time of every counter
 */
public record ProcessIdentity(
        ProcessKey key,
        String runId,
        Instant startedAt,
        long pid,
        String host,
        String runtime,
        String probeVersion,
        Duration heartbeatInterval,
        Duration stallThreshold,
        Duration reportInterval) {}
