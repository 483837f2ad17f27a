package dev.holter.collector.domain;

import java.util.List;

/**
 * What a loop's callbacks did since the loop is watched; see CallbackState in probe.proto for each field.
 *
 * @param busyNanos time spent in callbacks, that of the one that runs now included
 * @param worst the types that took longest in total, longest first
 */
public record CallbackState(
        long count, long slow, long busyNanos, Histogram duration, Histogram timerLateness, List<CallbackType> worst) {}
