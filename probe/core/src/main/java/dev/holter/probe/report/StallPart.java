package dev.holter.probe.report;

/**
 * One way in which a loop stood still during a stall.
 *
 * @param cause why it did not run meanwhile
 * @param nanos for how long, nanoseconds, above 0
 */
public record StallPart(Cause cause, long nanos) {}
