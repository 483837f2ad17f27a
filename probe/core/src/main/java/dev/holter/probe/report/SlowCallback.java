package dev.holter.probe.report;

/**
 * One callback that took long.
 *
 * @param type class of the callback, as in {@link CallbackType}
 * @param tookNanos how long it took
 */
public record SlowCallback(String type, long tookNanos) {}
