package dev.holter.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long a benchmark is run, and so how far its numbers can be trusted. */
public enum RunLength {
    /** For a page: some 16 s a benchmark. */
    FULL(2, 3, 5, 1000),
    /** To see that a change is not far off: a second or two a benchmark. */
    BRIEF(1, 1, 2, 300),
    /** To see that it runs at all: one measurement in this process. Its times say nothing. */
    ONCE(0, 0, 1, 200);

    private final int forks;
    private final int warmups;
    private final int measurements;
    private final long iterationMillis;

    RunLength(int forks, int warmups, int measurements, long iterationMillis) {
        this.forks = forks;
        this.warmups = warmups;
        this.measurements = measurements;
        this.iterationMillis = iterationMillis;
    }

    void applyTo(ChainedOptionsBuilder options) {
        TimeValue iteration = TimeValue.milliseconds(iterationMillis);
        options.forks(forks)
                .warmupIterations(warmups)
                .warmupTime(iteration)
                .measurementIterations(measurements)
                .measurementTime(iteration);
    }
}
