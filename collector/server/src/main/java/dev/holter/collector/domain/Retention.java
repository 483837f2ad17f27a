package dev.holter.collector.domain;

import java.time.Duration;

/**
 * What the fleet keeps in memory.
 *
 * @param disconnected how long a process is kept after its stream ended
 * @param incidents how many incidents are kept; where more come, the oldest that is closed goes
 */
public record Retention(Duration disconnected, int incidents) {
    public Retention {
        if (disconnected.isNegative()) {
            throw new IllegalArgumentException("disconnected must not be negative: " + disconnected);
        }
        if (incidents < 1) {
            throw new IllegalArgumentException("incidents must be 1 or more: " + incidents);
        }
    }

    /** Five minutes and 1000 incidents. */
    public static Retention defaults() {
        return new Retention(Duration.ofMinutes(5), 1000);
    }
}
