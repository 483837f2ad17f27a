package dev.holter.agent.hooks;

import dev.holter.agent.bridge.LoopThread;
import dev.holter.agent.bridge.NettyEvents;
import dev.holter.probe.Loop;
import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import io.netty.channel.DefaultEventLoop;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What does it cost a loop's thread that a callback is timed, by the calls that the hooks weave round it?
 * The baseline is one reading of the clock; in the off state nobody listens, or the loop is not watched.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallbackTimingBenchmark {
    private final Runnable task = new Nothing();
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final Probe probe = Probe.builder("shop").start();
    private final WatchedLoop watched = probe.watch(new Unbeaten());

    /** What is woven calls whoever listens, and that is one for the process. */
    @Setup(Level.Iteration)
    public void listen(BenchmarkParams params) {
        boolean isWatched = !params.getBenchmark().endsWith("unwatched");
        NettyEvents.stopListening();
        if (!params.getBenchmark().endsWith("unheard")) {
            HookFaults faults = new HookFaults(fault -> {
                throw new IllegalStateException(fault);
            });
            NettyEvents.listen(
                    new WatchedEvents(_ -> isWatched ? Optional.of(watched) : Optional.empty(), faults, false));
        }
        LoopThread _ = NettyEvents.listener().turnBegins(loop);
    }

    @TearDown
    public void close() {
        NettyEvents.stopListening();
        probe.close();
        var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    @Benchmark
    public void timed() {
        callback();
    }

    @Benchmark
    public void unwatched() {
        callback();
    }

    @Benchmark
    public void unheard() {
        callback();
    }

    private void callback() {
        @Nullable LoopThread thread = NettyEvents.listener().taskBegins(task);
        task.run();
        if (thread != null) {
            thread.callbackEnded();
        }
    }

    private static final class Nothing implements Runnable {

        @Override
        public void run() {}
    }

    /** A loop whose thread is JMH's, and which runs no heartbeat. */
    private static final class Unbeaten implements Loop {

        @Override
        public String name() {
            return "benchmark";
        }

        @Override
        public String kind() {
            return "netty";
        }

        @Override
        public void execute(Runnable callback) {
            throw new RejectedExecutionException("this loop has no thread");
        }
    }
}
