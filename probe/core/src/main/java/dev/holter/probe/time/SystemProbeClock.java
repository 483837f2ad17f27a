package dev.holter.probe.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The machine's clocks. */
public enum SystemProbeClock implements ProbeClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long epochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
