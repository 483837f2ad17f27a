package dev.holter.collector.domain;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What waits for a loop; empty where it is not counted.
 *
 * @param requestsPerSecond the rate before the loop stood still
 */
public record Demand(OptionalDouble requestsPerSecond, OptionalLong inFlight, OptionalLong pending) {

    /** The same, and as many waiting as here or in an earlier account, whichever is more. */
    Demand orMoreThan(Demand earlier) {
        return new Demand(requestsPerSecond, greater(inFlight, earlier.inFlight), greater(pending, earlier.pending));
    }

    private static OptionalLong greater(OptionalLong one, OptionalLong other) {
        return one.isPresent() && one.getAsLong() >= other.orElse(0) ? one : other.isPresent() ? other : one;
    }
}
