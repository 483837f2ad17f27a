package dev.holter.benchmarks;

import dev.holter.probe.RequestMeter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to count one request, from its start to its end, on the loop's thread? The off
 * state counts nothing; the alternative is a pair of {@link LongAdder}. A loop has a meter of its own
 * and counts on its own thread, so one thread counts here and nothing is contended.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestMeterBenchmark {
    private final RequestMeter meter = new RequestMeter();
    private final LongAdder started = new LongAdder();
    private final LongAdder finished = new LongAdder();

    @Benchmark
    public void nothing() {
        // the off state
    }

    @Benchmark
    public void requestMeter() {
        meter.started();
        meter.finished();
    }

    @Benchmark
    public void longAdders() {
        started.increment();
        finished.increment();
    }
}
