package com.example.zoo.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When what happens.
 *
 * @param stalls how long to stop a loop, one after another
 * @param pause how long to leave the loops alone before each and after the last
 * @param healthy how long a healthy service lives
 */
public record Plan(List<Duration> stalls, Duration pause, Duration healthy) {

    /** Stalls of 90 ms to 2 s. */
    public static final Plan WHOLE = of("90,300,700,2000", "10");

    /** Keeps a copy of the list. */
    public Plan {
        stalls = List.copyOf(stalls);
    }

    /**
     * Reads one.
     *
     * @param stallMillis how long to stop a loop, in milliseconds with commas between
     * @param healthySeconds how long a healthy service lives
     */
    public static Plan of(String stallMillis, String healthySeconds) {
        List<Duration> stalls = Arrays.stream(stallMillis.split(",", -1))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .toList();
        return new Plan(stalls, Duration.ofMillis(400), Duration.ofSeconds(Long.parseLong(healthySeconds)));
    }
}
