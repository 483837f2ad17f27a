package dev.holter.probe.time;

/** Where the probe reads the time. Any thread may call it; neither method blocks or allocates. */
public interface ProbeClock {

    /** Nanoseconds since some fixed instant of this run; only differences mean anything. */
    long nanoTime();

    /** Nanoseconds since 1970-01-01T00:00:00Z. May jump when the host's clock is set. */
    long epochNanos();
}
