package dev.holter.probe.watch;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost the watchdog to record the 4 701 heartbeats that were due while a loop was frozen
 * for 47 s? The baseline is a heartbeat that ran on time; the peer is HdrHistogram's correction, which
 * records one value for each of them.
 *
 * <p>{@link #correctedAtEnd} is a freeze that the watchdog sees only when it is over;
 * {@link #correctedMeanwhile} is the whole of one that it saw grow: a pass each 10 ms and the end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FreezeCorrectionBenchmark {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long FREEZE_NANOS = TimeUnit.SECONDS.toNanos(47);
    private static final long ON_TIME_NANOS = TimeUnit.MICROSECONDS.toNanos(60);
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(36);
    /** The fewest digits of HdrHistogram, two, that resolve as finely as schema 5 does. */
    private static final int DIGITS = 2;

    private final LagRecorder recorder = new LagRecorder(INTERVAL_NANOS);
    private final Histogram hdrHistogram = new Histogram(LONGEST_NANOS, DIGITS);

    @Benchmark
    public long onTime() {
        return recorder.ran(ON_TIME_NANOS);
    }

    @Benchmark
    public long correctedAtEnd() {
        return recorder.ran(FREEZE_NANOS);
    }

    @Benchmark
    public long correctedMeanwhile() {
        for (long ageNanos = INTERVAL_NANOS; ageNanos < FREEZE_NANOS; ageNanos += INTERVAL_NANOS) {
            recorder.outstanding(ageNanos);
        }
        return recorder.ran(FREEZE_NANOS);
    }

    @Benchmark
    public void hdrHistogram() {
        hdrHistogram.recordValueWithExpectedInterval(FREEZE_NANOS, INTERVAL_NANOS);
    }
}
