package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;

/** A clock that a test moves. It starts two seconds before it wraps round, so that every test crosses that. */
final class VirtualClock implements ProbeClock {
    static final long START_EPOCH_NANOS = 1_800_000_000_000_000_000L;

    private static final long START_NANOS = Long.MAX_VALUE - 2_000_000_000L;

    private volatile long elapsedNanos;

    /** Called on the test's thread only; other threads see it. */
    void advance(long nanos) {
        long advanced = elapsedNanos + nanos;
        elapsedNanos = advanced;
    }

    long elapsedNanos() {
        return elapsedNanos;
    }

    @Override
    public long nanoTime() {
        return START_NANOS + elapsedNanos;
    }

    @Override
    public long epochNanos() {
        return START_EPOCH_NANOS + elapsedNanos;
    }
}
