package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Loop;
import dev.holter.probe.Probe;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.LoopState;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * This process with a probe and with hooks, as an agent would have it: every event loop of every Netty is watched as soon as it runs.
 */
final class HookedProcess implements LoopDirectory, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(50))
            .sink(sink)
            .start();
    private final Map<Object, WatchedLoop> loops = new ConcurrentHashMap<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final NettyHooks hooks;
    private volatile boolean looks = true;

    HookedProcess() {
        this(ByteBuddyAgent.install());
    }

    HookedProcess(Instrumentation instrumentation) {
        hooks = NettyHooks.install(instrumentation, this, faults::add);
    }

    @Override
    public Optional<WatchedLoop> watched(Object eventLoop) {
        boolean isLoop = eventLoop.getClass().getName().endsWith("EventLoop");
        return looks && isLoop ? Optional.of(loops.computeIfAbsent(eventLoop, this::watch)) : Optional.empty();
    }

    /** Knows of no loop until it looks back, as an agent that has yet to find them. */
    void lookAway() {
        looks = false;
    }

    void lookBack() {
        looks = true;
    }

    /** What the probe calls the loop that the given task of its own finds itself on. */
    String nameOf(Object eventLoop) {
        WatchedLoop loop = loops.get(eventLoop);
        assertThat(loop).as("%s is watched", eventLoop).isNotNull();
        return loop.name();
    }

    /** Waits until the probe reports callbacks of a loop that satisfy the condition. */
    CallbackState awaitCallbacks(Object eventLoop, String what, Predicate<CallbackState> condition) {
        LoopState state = sink.awaitLoop(
                nameOf(eventLoop),
                what,
                one -> one.callbacks().filter(condition).isPresent());
        return state.callbacks().orElseThrow();
    }

    /** How many timers of all loops fired until now. */
    long timersFired() {
        return sink.awaitFreshState().loops().stream()
                .flatMap(loop -> loop.callbacks().stream())
                .mapToLong(callbacks -> callbacks.timerLatenessSeconds().count())
                .sum();
    }

    /** Waits until exactly so many requests were counted in all, and sees that no more are. */
    void awaitRequests(long started, long finished) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!requests().equals(new Requests(started, finished)) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        sink.awaitFreshState();
        assertThat(requests()).isEqualTo(new Requests(started, finished));
        assertNoFaults();
    }

    void assertNoFaults() {
        assertThat(faults).isEmpty();
    }

    /** Hooks what was missed. */
    void catchUp() {
        hooks.catchUp();
    }

    /** Takes the hooks out. */
    void unhook() {
        hooks.close();
    }

    @Override
    public void close() {
        hooks.close();
        probe.close();
    }

    Requests requests() {
        List<RequestMeter> meters =
                loops.values().stream().map(WatchedLoop::requests).toList();
        return new Requests(
                meters.stream().mapToLong(RequestMeter::startedCount).sum(),
                meters.stream().mapToLong(RequestMeter::finishedCount).sum());
    }

    private WatchedLoop watch(Object eventLoop) {
        return probe.watch(new RunningLoop(Thread.currentThread().getName(), (Executor) eventLoop));
    }

    record Requests(long started, long finished) {}

    private record RunningLoop(String name, Executor loop) implements Loop {

        @Override
        public String kind() {
            return "netty";
        }

        @Override
        public void execute(Runnable callback) {
            loop.execute(callback);
        }
    }
}
