package dev.holter.probe;

import dev.holter.probe.time.ProbeClock;

/** A clock that a test moves. */
final class SetClock implements ProbeClock {
    private long nanos;

    void set(long toNanos) {
        nanos = toNanos;
    }

    void advance(long byNanos) {
        nanos += byNanos;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long epochNanos() {
        return nanos;
    }
}
