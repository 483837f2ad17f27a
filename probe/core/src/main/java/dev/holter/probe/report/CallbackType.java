package dev.holter.probe.report;

/**
 * Callbacks of one type on one loop, since the loop is watched.
 *
 * @param type class of the callback, without what the runtime added to a hidden class's name
 * @param count how many ran; never falls while the type is in the table
 * @param totalNanos how long they took together
 * @param maxNanos how long the longest of them took
 */
public record CallbackType(String type, long count, long totalNanos, long maxNanos) {}
