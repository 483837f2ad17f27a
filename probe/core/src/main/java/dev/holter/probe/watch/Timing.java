package dev.holter.probe.watch;

/**
 * The probe's intervals, nanoseconds.
 *
 * @param heartbeatNanos between two heartbeats of a loop that is not idle
 * @param thresholdNanos by which a heartbeat has to be late to be a stall
 * @param reportNanos between two states while nothing is stalled
 */
public record Timing(long heartbeatNanos, long thresholdNanos, long reportNanos) {}
