package dev.holter.system.zoo;

import com.fasterxml.jackson.databind.JsonNode;

/** From when to when, in nanoseconds since 1970 UTC. */
record Interval(long startNanos, long endNanos) {

    static Interval of(JsonNode interval) {
        return new Interval(
                interval.path("startNanos").asLong(), interval.path("endNanos").asLong());
    }

    long nanos() {
        return endNanos - startNanos;
    }

    /** For how long both last; below 0 where they are apart. */
    long overlapNanos(Interval other) {
        return Math.min(endNanos, other.endNanos) - Math.max(startNanos, other.startNanos);
    }

    /** The same, and some time more at both ends. */
    Interval widened(long nanos) {
        return new Interval(startNanos - nanos, endNanos + nanos);
    }
}
