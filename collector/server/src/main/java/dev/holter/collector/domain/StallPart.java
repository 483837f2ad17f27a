package dev.holter.collector.domain;

/**
 * One way in which a loop stood still during a stall.
 *
 * @param nanos for how long, above 0
 */
public record StallPart(Cause cause, long nanos) {}
