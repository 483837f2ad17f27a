package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;

/** A clock that stands still until it is told to go on. For one thread. */
final class SteppedClock implements ProbeClock {
    private long nanos;

    void step(long byNanos) {
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
