package dev.holter.probe.report;

import java.util.List;
import java.util.OptionalLong;

/**
 * One stack of a stalled loop.
 *
 * @param atNanos nanoseconds from the start of the stall to the capture
 * @param state state of the loop's thread
 * @param cpuNanos CPU time of the loop's thread from the start of the stall to the capture; empty
 *     where unknown
 * @param frames innermost first
 */
public record StackSample(long atNanos, Thread.State state, OptionalLong cpuNanos, List<StackTraceElement> frames) {
    public StackSample {
        frames = List.copyOf(frames);
    }
}
