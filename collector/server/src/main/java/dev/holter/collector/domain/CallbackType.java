package dev.holter.collector.domain;

/**
 * What the callbacks of one type did since the loop is watched.
 *
 * @param type their class
 * @param count how many ran, above 0
 * @param totalNanos how long they took together
 * @param maxNanos how long the longest of them took
 */
public record CallbackType(String type, long count, long totalNanos, long maxNanos) {}
