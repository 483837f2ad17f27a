package dev.holter.collector.domain;

import java.util.List;
import java.util.OptionalLong;

/**
 * One stack of a stalled loop.
 *
 * @param atNanos from the start of the stall to the capture
 * @param frames innermost first
 */
public record StackSample(long atNanos, String state, OptionalLong cpuNanos, List<StackFrame> frames) {}
