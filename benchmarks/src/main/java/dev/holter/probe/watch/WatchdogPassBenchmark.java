package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.host.JvmProcessReadings;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does one pass cost the watchdog's thread, where every loop has a heartbeat to take in and one to
 * send? The off state is a watchdog without loops. {@link #passWithState} also leaves a state, which a
 * probe does once a second and not in each pass.
 *
 * <p>The loops run what they are given at once, so that the heartbeat itself, some tens of nanoseconds,
 * is in the number and waking the loop's thread is not. The clock is virtual; the CPU times are the real ones of
 * another thread, because reading them makes up most of a pass.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WatchdogPassBenchmark {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long THRESHOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(36_500);

    @Param({"0", "1", "16", "1000"})
    public int loops;

    private final SteppedClock clock = new SteppedClock();
    private final BusyCpuClock cpuClock = new BusyCpuClock(clock);
    private final LatestState latest = new LatestState();
    private final StallWatchdog silent = watchdog(NEVER_NANOS);
    private final StallWatchdog reporting = watchdog(INTERVAL_NANOS);

    @Setup(Level.Trial)
    public void watchLoops() {
        cpuClock.start();
        for (int n = 0; n < loops; n++) {
            silent.watch(
                    new InlineHandle(),
                    new InlineLoop(),
                    "loop-" + n,
                    new RequestMeter(),
                    new CallbackMeter(clock, THRESHOLD_NANOS));
            reporting.watch(
                    new InlineHandle(),
                    new InlineLoop(),
                    "loop-" + n,
                    new RequestMeter(),
                    new CallbackMeter(clock, THRESHOLD_NANOS));
        }
    }

    @TearDown(Level.Trial)
    public void close() throws InterruptedException {
        silent.close();
        reporting.close();
        cpuClock.end();
    }

    @Benchmark
    public long pass() {
        clock.step(INTERVAL_NANOS);
        return silent.tick();
    }

    @Benchmark
    public ProcessState passWithState() {
        clock.step(INTERVAL_NANOS);
        reporting.tick();
        return latest.state();
    }

    private StallWatchdog watchdog(long reportNanos) {
        return new StallWatchdog(
                clock,
                new Timing(INTERVAL_NANOS, THRESHOLD_NANOS, reportNanos),
                cpuClock,
                new JvmProcessReadings(System::nanoTime),
                new Diagnosis(new FrameClassifier(List.of(), List.of())),
                "benchmark",
                new Drops(),
                latest,
                Map::of,
                () -> {});
    }

    private static final class LatestState implements Findings {
        private @Nullable ProcessState state;

        @Override
        public void state(ProcessState newState) {
            state = newState;
        }

        @Override
        public void incident(Incident incident) {
            throw new IllegalStateException("no loop stalls in this benchmark: " + incident);
        }

        ProcessState state() {
            return Objects.requireNonNull(state);
        }
    }
}
