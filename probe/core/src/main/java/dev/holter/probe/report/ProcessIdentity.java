package dev.holter.probe.report;

import java.time.Duration;

/**
 * Who reports, and how it measures.
 *
 * @param service name of the service
 * @param process name of the process within the service; PID@HOST by default
 * @param runId random name of this run of the process
 * @param startedAtEpochNanos when the probe started, nanoseconds since 1970 UTC
 * @param pid process id
 * @param host name of the host
 * @param runtime name and version of the runtime, for people
 * @param probeVersion version of the probe, for people
 * @param heartbeatInterval time between two heartbeats of a loop that is not idle
 * @param stallThreshold by how much a heartbeat has to be late to be a stall
 * @param reportInterval time between two states while nothing is stalled
 */
public record ProcessIdentity(
        String service,
        String process,
        String runId,
        long startedAtEpochNanos,
        long pid,
        String host,
        String runtime,
        String probeVersion,
        Duration heartbeatInterval,
        Duration stallThreshold,
        Duration reportInterval) {}
