package dev.holter.probe.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: anything from nothing to a bound that doubles with each
 * attempt, so that many probes that lost one collector do not come back in step. This is the "full
 * jitter" of Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015. Not safe for
 * several threads.
 */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;
    private long boundNanos;

    /**
     * @param first bound of the first delay, above 0
     * @param longest bound of every delay, not below the first
     */
    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.random = random;
        this.boundNanos = firstNanos;
    }

    /** Nanoseconds before the next attempt, 0 to the bound. */
    long nextNanos() {
        long delay = random.nextLong(boundNanos + 1);
        boundNanos = boundNanos > longestNanos / 2 ? longestNanos : boundNanos * 2;
        return delay;
    }

    /** Nanoseconds to stay away from a collector that refuses: one to two times the longest bound. */
    long afterRejectionNanos() {
        return longestNanos + random.nextLong(longestNanos + 1);
    }

    /** The next delay is a first one again. */
    void reset() {
        boundNanos = firstNanos;
    }
}
