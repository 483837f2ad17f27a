package dev.holter.cli.demo;

import java.util.Arrays;

/**
 * When each answered request was due, and when it was answered. Safe for any thread. Grows by 16 bytes a
 * request until it is stopped.
 */
final class RequestLog {
    private long[] dueNanos = new long[4096];
    private long[] latencyNanos = new long[4096];
    private int size;
    private boolean stopped;

    /** Takes one answered request. */
    synchronized void add(long due, long latency) {
        if (stopped) {
            return;
        }
        if (size == dueNanos.length) {
            dueNanos = Arrays.copyOf(dueNanos, size * 2);
            latencyNanos = Arrays.copyOf(latencyNanos, size * 2);
        }
        dueNanos[size] = due;
        latencyNanos[size] = latency;
        size++;
    }

    /** Takes no more requests: the demo's length bounds what it records, and {@code --keep} does not. */
    synchronized void stop() {
        stopped = true;
    }

    /** How many of those due until then were answered. */
    synchronized long answeredOfDueUntil(long nanos) {
        return Arrays.stream(dueNanos, 0, size).filter(due -> due <= nanos).count();
    }

    /**
     * Latencies, sorted, of the requests that were waiting at some time between the two and took at least
     * so long; all in nanoseconds.
     */
    synchronized long[] delayedBetween(long fromNanos, long toNanos, long atLeastNanos) {
        long[] delayed = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            boolean waiting = dueNanos[i] <= toNanos && dueNanos[i] + latencyNanos[i] >= fromNanos;
            if (waiting && latencyNanos[i] >= atLeastNanos) {
                delayed[count++] = latencyNanos[i];
            }
        }
        long[] sorted = Arrays.copyOf(delayed, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
