package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The whole probe on a real loop, in real time. */
@Tag("realtime")
@Timeout(120)
class ProbeTest {
    private static final List<Duration> NAPS =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(10));

    private final RecordingSink sink = new RecordingSink();
    private final ExecutorLoop loop = new ExecutorLoop("orders");
    private final AtomicBoolean enough = new AtomicBoolean();
    private Probe probe;

    @BeforeEach
    void start() {
        probe = Probe.builder("shop")
                .reportInterval(Duration.ofMillis(100))
                .sink(sink)
                .start();
    }

    @AfterEach
    void stop() {
        enough.set(true);
        probe.close();
        loop.close();
    }

    @Test
    void sleepInACallback_isOneIncidentWithItsCulprit() throws Exception {
        watch();
        // On a machine that is short of processors a short nap may pass for one of the process.
        for (int n = 0; n < NAPS.size() && !endsWithAnAccusation(); n++) {
            sink.incidents.clear();
            takeNap(NAPS.get(n));
        }

        List<Incident> accusations = sink.accusations();
        assertThat(accusations).as("accusations among %s", sink.incidents).isNotEmpty();
        assertThat(accusations)
                .extracting(Incident::id)
                .containsOnly(accusations.get(0).id());
        Incident last = accusations.get(accusations.size() - 1);
        assertThat(last.open()).isFalse();
        assertThat(last.cause()).isEqualTo(Cause.SLEEP);
        assertThat(last.confidence()).isGreaterThan(0.4);
        assertThat(last.culprit())
                .hasValueSatisfying(frame -> assertThat(frame.toString())
                        .contains("com.example.orders.BlockingCalls.sleepFor(BlockingCalls.java:"));
        assertThat(last.durationNanos()).isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(20));
        assertThat(last.cpuRatio().orElseThrow()).isLessThan(0.3);
    }

    @Test
    void collectionsUnderLoad_accuseNobody() {
        watch();
        AtomicBoolean running = keepWorking();
        for (int n = 0; n < 30; n++) {
            System.gc();
        }
        long beats = lastBeats();
        assertThat(RecordingSink.await(() -> sink.hasReported("orders", beats + 20)))
                .isTrue();

        assertThat(running).isTrue();
        assertThat(sink.accusations()).isEmpty();
    }

    @Test
    void idleLoopBesideBusyThreads_isAccusedOfNothing() {
        watch();
        List<Thread> hogs = new ArrayList<>();
        for (int n = 0; n < 4 * Runtime.getRuntime().availableProcessors(); n++) {
            Thread hog = new Thread(() -> BlockingCalls.compute(enough::get), "hog");
            hog.setDaemon(true);
            hog.start();
            hogs.add(hog);
        }
        assertThat(RecordingSink.await(() -> sink.hasReported("orders", 150))).isTrue();
        enough.set(true);

        assertThat(hogs).isNotEmpty();
        assertThat(sink.accusations()).isEmpty();
    }

    @Test
    void frozenLoop_reportsItsAgeWhileItIsFrozen() {
        watch();
        loop.executor.execute(() -> BlockingCalls.compute(enough::get));

        assertThat(RecordingSink.await(() -> sink.of("orders")
                                .filter(state -> state.stallAgeNanos().isPresent())
                                .count()
                        > 3))
                .isTrue();
        long[] ages = sink.of("orders")
                .filter(state -> state.stallAgeNanos().isPresent())
                .mapToLong(state -> state.stallAgeNanos().getAsLong())
                .toArray();
        assertThat(ages).isSorted();
        enough.set(true);
        assertThat(RecordingSink.await(() -> sink.incidents.stream().anyMatch(incident -> !incident.open())))
                .isTrue();
    }

    @Test
    void close_leavesNoThreadAndClosesTheSinks() {
        watch();
        loop.executor.execute(() -> BlockingCalls.compute(enough::get));
        assertThat(RecordingSink.await(() -> !sink.incidents.isEmpty())).isTrue();
        assertThat(RecordingSink.await(() -> threadNamed("holter-sampler").isPresent()))
                .isTrue();

        probe.close();
        probe.close();

        assertThat(sink.closed).isTrue();
        assertThat(RecordingSink.await(() -> threadNamed("holter-").isEmpty())).isTrue();
    }

    @Test
    void interruptedWatchdog_stillSleepsBetweenItsPasses() {
        watch();
        Thread watchdog = threadNamed("holter-watchdog").orElseThrow();
        watchdog.interrupt();
        long beats = lastBeats();
        long startNanos = System.nanoTime();
        long cpuNanos = cpuNanos(watchdog);

        assertThat(RecordingSink.await(() -> sink.hasReported("orders", beats + 50)))
                .isTrue();
        assertThat(cpuNanos(watchdog) - cpuNanos).isLessThan((System.nanoTime() - startNanos) / 2);
    }

    @Test
    void loopsOfOneName_areToldApart() {
        try (ExecutorLoop second = new ExecutorLoop("orders");
                ExecutorLoop third = new ExecutorLoop("orders")) {
            List<WatchedLoop> watched = probe.watchAll(List.of(loop, second, third));

            assertThat(watched).extracting(WatchedLoop::name).containsExactly("orders", "orders#2", "orders#3");
            assertThat(RecordingSink.await(() -> sink.hasReported("orders#3", 1)))
                    .isTrue();
        }
    }

    @Test
    void watchClosedTwice_givesItsNameAwayOnce() {
        try (ExecutorLoop second = new ExecutorLoop("orders");
                ExecutorLoop third = new ExecutorLoop("orders")) {
            WatchedLoop first = probe.watch(loop);
            first.close();
            assertThat(probe.watch(second).name()).isEqualTo("orders");
            first.close();

            assertThat(probe.watch(third).name()).isEqualTo("orders#2");
        }
    }

    @Test
    void loopThatEndsByItself_givesItsNameAwayOnce() {
        try (ExecutorLoop first = new ExecutorLoop("orders");
                ExecutorLoop second = new ExecutorLoop("orders")) {
            WatchedLoop ended = probe.watch(first);
            first.executor.shutdown();
            assertThat(RecordingSink.await(() -> nameIsFree("orders"))).isTrue();
            assertThat(probe.watch(second).name()).isEqualTo("orders");
            ended.close();

            assertThat(probe.watch(loop).name()).isEqualTo("orders#2");
        }
    }

    @Test
    void nameThatIsTooLong_isCutToWhatTheCollectorTakes() {
        String most = "x".repeat(200);
        try (ExecutorLoop first = new ExecutorLoop(most + "y");
                ExecutorLoop second = new ExecutorLoop(most);
                ExecutorLoop third = new ExecutorLoop("x".repeat(199) + "\uD83E\uDEC0")) {
            List<WatchedLoop> watched = probe.watchAll(List.of(first, second, third));

            assertThat(watched)
                    .extracting(WatchedLoop::name)
                    .containsExactly(most, "x".repeat(198) + "#2", "x".repeat(199));
        }
    }

    /** {@code Thread.stop} still ends a thread on JDK 17, wherever it is. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_19)
    void watchdogThatIsStopped_isReplacedAndTheWatchGoesOn() throws Exception {
        watch();
        Thread watchdog = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("holter-watchdog"))
                .findFirst()
                .orElseThrow();

        while (watchdog.isAlive()) {
            Thread.class.getMethod("stop").invoke(watchdog);
            watchdog.join(100);
        }

        assertThat(RecordingSink.await(() -> lastState().drops().getOrDefault("watchdog_restarted", 0L) == 1))
                .isTrue();
        long beats = lastBeats();
        assertThat(RecordingSink.await(() -> sink.hasReported("orders", beats + 3)))
                .isTrue();
    }

    private boolean nameIsFree(String name) {
        try (ExecutorLoop other = new ExecutorLoop(name);
                WatchedLoop watched = probe.watch(other)) {
            return watched.name().equals(name);
        }
    }

    private ProcessState lastState() {
        return sink.states.get(sink.states.size() - 1);
    }

    @Test
    void watchThatIsClosed_isReportedNoLonger() {
        watch().close();

        assertThat(RecordingSink.await(() -> {
                    int size = sink.states.size();
                    return size > 0 && sink.states.get(size - 1).loops().isEmpty();
                }))
                .isTrue();
    }

    @Test
    void requests_areInTheState() {
        WatchedLoop watched = watch();
        watched.requests().started();
        watched.requests().started();
        watched.requests().finished();

        assertThat(RecordingSink.await(() -> sink.of("orders")
                        .anyMatch(state -> state.requestsStarted().orElse(0) == 2
                                && state.requestsFinished().orElse(0) == 1)))
                .isTrue();
    }

    private WatchedLoop watch() {
        WatchedLoop watched = probe.watch(loop);
        assertThat(RecordingSink.await(() -> sink.hasReported("orders", 3))).isTrue();
        return watched;
    }

    private boolean endsWithAnAccusation() {
        return sink.accusations().stream().anyMatch(incident -> !incident.open());
    }

    private void takeNap(Duration duration) throws Exception {
        Callable<Void> nap = () -> {
            BlockingCalls.sleepFor(duration);
            return null;
        };
        loop.executor.submit(nap).get();
        long beats = lastBeats();
        assertThat(RecordingSink.await(() -> sink.hasReported("orders", beats + 3)))
                .isTrue();
    }

    /** Callbacks of some microseconds, one after another, that leave garbage behind. */
    private AtomicBoolean keepWorking() {
        AtomicBoolean worked = new AtomicBoolean();
        loop.executor.execute(new Runnable() {
            @Override
            public void run() {
                worked.set("order".repeat(100).length() > 0);
                if (!enough.get()) {
                    loop.executor.execute(this);
                }
            }
        });
        return worked;
    }

    private long lastBeats() {
        return sink.of("orders").mapToLong(state -> state.heartbeats()).max().orElse(0);
    }

    private static long cpuNanos(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    private static Optional<Thread> threadNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .findFirst();
    }
}
