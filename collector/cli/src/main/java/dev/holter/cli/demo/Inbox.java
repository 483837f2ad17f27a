package dev.holter.cli.demo;

import dev.holter.cli.demo.DemoEvent.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of all processes on their way to the main thread. Any thread adds; one thread takes, and so
 * nothing behind it needs a lock.
 */
final class Inbox {
    private static final Duration TICK = Duration.ofMillis(100);

    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Consumer<Arrival> taker;
    private volatile boolean closed;

    /** @param taker receives each event on the thread that waits */
    Inbox(Consumer<Arrival> taker) {
        this.taker = taker;
    }

    /** Adds an event that arrives now; after the close, nothing. */
    void add(DemoEvent event) {
        if (!closed) {
            arrivals.add(new Arrival(Instant.now(), event));
        }
    }

    /** Takes no more: what ends from now on ends because it was told to. */
    void close() {
        closed = true;
    }

    /**
     * Takes events until the condition holds, which is asked after each, or the bound is over.
     *
     * @param tick called about ten times a second meanwhile
     * @return whether the condition holds
     */
    boolean await(BooleanSupplier condition, Duration bound, Runnable tick) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Arrival arrival = poll(Math.min(left, TICK.toNanos()));
            if (arrival == null) {
                tick.run();
            } else {
                taker.accept(arrival);
            }
        }
        return true;
    }

    private @Nullable Arrival poll(long nanos) {
        try {
            return arrivals.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", e);
        }
    }
}
