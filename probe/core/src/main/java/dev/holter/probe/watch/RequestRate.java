package dev.holter.probe.watch;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The rate at which a loop took up requests while it ran: a short history of the counter, that stands
 * still during a stall and so tells the rate just before it. Watchdog thread only.
 */
final class RequestRate {
    private static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_SPAN_NANOS = 2 * SPACING_NANOS;
    private static final int CAPACITY = 16;

    private final long[] atNanos = new long[CAPACITY];
    private final long[] counts = new long[CAPACITY];
    private long size;
    private long stalledNanos;

    /** The loop stood still so long and took up nothing: its history has no such gap. */
    void stoodStill(long nanos) {
        stalledNanos += nanos;
    }

    /** The counter stood so while the loop ran. Entries closer than 100 ms are left out. */
    void add(long ranAtNanos, long count) {
        long nowNanos = ranAtNanos - stalledNanos;
        if (size > 0 && nowNanos - at(size - 1) < SPACING_NANOS) {
            return;
        }
        atNanos[slot(size)] = nowNanos;
        counts[slot(size)] = count;
        size++;
    }

    /** Requests a second over the last second of the history; empty where it is shorter than 200 ms. */
    OptionalDouble perSecond() {
        long newest = size - 1;
        long oldest = newest;
        while (oldest > 0 && oldest > size - CAPACITY && at(newest) - at(oldest) < WINDOW_NANOS) {
            oldest--;
        }
        if (newest <= 0 || at(newest) - at(oldest) < LEAST_SPAN_NANOS) {
            return OptionalDouble.empty();
        }
        long requests = counts[slot(newest)] - counts[slot(oldest)];
        return OptionalDouble.of(requests * 1e9 / (at(newest) - at(oldest)));
    }

    private long at(long entry) {
        return atNanos[slot(entry)];
    }

    private static int slot(long entry) {
        return (int) (entry % CAPACITY);
    }
}
