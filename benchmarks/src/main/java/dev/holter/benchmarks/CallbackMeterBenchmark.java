package dev.holter.benchmarks;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.time.SystemProbeClock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost a loop's thread to time one callback: of one type all the time, of sixteen types in
 * turn, and of one type in a loop that goes back to wait after each? The baseline is one reading of
 * the clock, the off state none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallbackMeterBenchmark {
    private static final Class<?>[] TYPES = {
        Boolean.class, Byte.class, Character.class, Double.class, Float.class, Integer.class, Long.class, Short.class,
        String.class, Thread.class, Object.class, Class.class, Enum.class, Record.class, Math.class, System.class
    };

    private final CallbackMeter meter = new CallbackMeter(SystemProbeClock.INSTANCE, TimeUnit.MILLISECONDS.toNanos(50));
    private int next;

    /** A loop at work, that has seen all the types. */
    @Setup(Level.Iteration)
    public void begin() {
        meter.began();
        for (Class<?> type : TYPES) {
            meter.ran(type);
        }
    }

    @Benchmark
    public void nothing() {
        // the off state
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public void oneType() {
        meter.ran(String.class);
    }

    @Benchmark
    public void sixteenTypes() {
        meter.ran(TYPES[next++ & (TYPES.length - 1)]);
    }

    @Benchmark
    public void turnOfOne() {
        meter.began();
        meter.ran(String.class);
        meter.idle();
    }

    @Benchmark
    public void timer() {
        meter.timerFired(next++);
    }
}
