package dev.holter.probe.watch;

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
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does one heartbeat cost the loop's thread? Beside it an empty callback, which is the off state,
 * and one reading of the clock, which is the baseline. How the loop takes a callback from its queue is
 * the loop's affair and not measured.
 *
 * <p>In a service the watchdog reads the heartbeat's fields once for each beat, from another processor;
 * {@link #heartbeatWhileRead} has it read without pause, which no service does: an upper bound.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeartbeatBenchmark {
    private final Runnable nothing = new Nothing();
    private final Heartbeat heartbeat = new Heartbeat(SystemProbeClock.INSTANCE);

    @Benchmark
    public void emptyCallback() {
        nothing.run();
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public void heartbeat() {
        heartbeat.next();
        heartbeat.run();
    }

    @Benchmark
    public void heartbeatWhileRead(ReadHeartbeat read) {
        read.heartbeat.next();
        read.heartbeat.run();
    }

    /** A heartbeat that another thread reads as fast as it can. */
    @State(Scope.Benchmark)
    public static class ReadHeartbeat {
        private final Heartbeat heartbeat = new Heartbeat(SystemProbeClock.INSTANCE);
        private final Thread reader = new Thread(this::read, "reader");
        private volatile boolean ended;
        private volatile long lastSeen;

        @Setup(Level.Trial)
        public void start() {
            reader.start();
        }

        @TearDown(Level.Trial)
        public void end() throws InterruptedException {
            ended = true;
            reader.join();
        }

        /** The number of the last beat that the reader saw. */
        public long lastSeen() {
            return lastSeen;
        }

        private void read() {
            long seen = 0;
            while (!ended) {
                if (heartbeat.lastRun() != seen) {
                    seen = heartbeat.lastRun();
                }
                Thread.onSpinWait();
            }
            lastSeen = seen;
        }
    }

    private static final class Nothing implements Runnable {
        @Override
        public void run() {
            // the off state
        }
    }
}
