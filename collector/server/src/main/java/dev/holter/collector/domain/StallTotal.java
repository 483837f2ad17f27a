package dev.holter.collector.domain;

/**
 * Stalls of one cause on one loop.
 *
 * @param count stalls that ended
 * @param totalNanos nanoseconds stalled, those of an open stall included
 */
public record StallTotal(long count, long totalNanos) {
    static final StallTotal NONE = new StallTotal(0, 0);
}
