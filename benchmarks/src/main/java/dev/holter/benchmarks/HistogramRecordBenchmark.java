package dev.holter.benchmarks;

import dev.holter.probe.histogram.SingleWriterHistogram;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to record one lag? All record the same lags: 4 096 from 1 µs to 1 s, spread evenly
 * over the powers of two, so that they fall into different buckets. The off state takes the next lag
 * and records it nowhere.
 *
 * <p>The peers are HdrHistogram's recorder for a single writer, which lets a second thread take
 * snapshots while it is written and so does more than Holter's histogram, and its plain histogram,
 * which is as little synchronised.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramRecordBenchmark {
    private static final int LAGS = 4096;
    private static final double SHORTEST_NANOS = 1e3;
    private static final double LONGEST_OVER_SHORTEST = 1e6;
    private static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(36);
    /** The fewest digits of HdrHistogram, two, that resolve as finely as schema 5 does. */
    private static final int DIGITS = 2;

    private final long[] lags = lags();
    private int next;

    private final SingleWriterHistogram histogram = new SingleWriterHistogram();
    private final SingleWriterRecorder hdrRecorder = new SingleWriterRecorder(HIGHEST_NANOS, DIGITS);
    private final Histogram hdrHistogram = new Histogram(HIGHEST_NANOS, DIGITS);

    @Benchmark
    public long nothing() {
        return nextLag();
    }

    @Benchmark
    public void holter() {
        histogram.record(nextLag());
    }

    @Benchmark
    public void hdrSingleWriterRecorder() {
        hdrRecorder.recordValue(nextLag());
    }

    @Benchmark
    public void hdrHistogram() {
        hdrHistogram.recordValue(nextLag());
    }

    private long nextLag() {
        return lags[next++ & (LAGS - 1)];
    }

    private static long[] lags() {
        SplittableRandom random = new SplittableRandom(47);
        return LongStream.generate(() -> (long) (SHORTEST_NANOS * Math.pow(LONGEST_OVER_SHORTEST, random.nextDouble())))
                .limit(LAGS)
                .toArray();
    }
}
