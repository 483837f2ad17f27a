package com.example.zoo.plan;

import java.time.Instant;

/** From when to when, in nanoseconds since 1970 UTC. */
public record Interval(long startNanos, long endNanos) {

    /** The time now. */
    public static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    /** Runs something and says how long it took. */
    public static Interval of(Action action) throws Exception {
        long start = now();
        action.run();
        return new Interval(start, now());
    }

    /** What may take long. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }
}
