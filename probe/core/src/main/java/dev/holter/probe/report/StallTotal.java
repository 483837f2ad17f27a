package dev.holter.probe.report;

/**
 * Stalls of one cause on one loop.
 *
 * @param count stalls that ended; never falls
 * @param totalNanos nanoseconds stalled, those of an open stall included; never falls
 */
public record StallTotal(long count, long totalNanos) {}
