package dev.holter.probe.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Loop;
import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a loop has to do, whichever library it comes from, shown with a real probe on a real loop. An
 * adapter's test extends this and says how its loop is opened. Not covered: what an adapter adds to
 * the loop itself, and loops of which the library has several at once.
 */
@Timeout(60)
public abstract class LoopContract {
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(10);
    private static final Duration STALL_THRESHOLD = Duration.ofMillis(50);
    private static final Duration REPORT_INTERVAL = Duration.ofMillis(20);
    private static final Duration BLOCK = Duration.ofMillis(700);
    private static final double NANOS_PER_SECOND = 1e9;

    private final RecordingSink sink = new RecordingSink();
    private TestedLoop tested;
    private Loop loop;
    private ObservedLoop observed;
    private Thread loopThread;
    private Set<Thread> threadsBefore;
    private Probe probe;
    private WatchedLoop watched;

    /** Opens a loop that nothing else uses. Called once for a test, on JUnit's thread. */
    protected abstract TestedLoop openLoop() throws Exception;

    /** The kind that the loop is to report. */
    protected abstract String expectedKind();

    /** Whether the loop can tell how many callbacks are queued. */
    protected boolean tellsPendingTasks() {
        return true;
    }

    @BeforeEach
    void watchTheLoop() throws Exception {
        tested = openLoop();
        loop = tested.loop();
        observed = new ObservedLoop(loop);
        loopThread = threadOf(loop);
        threadsBefore = liveThreads();
        probe = Probe.builder("contract")
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .stallThreshold(STALL_THRESHOLD)
                .reportInterval(REPORT_INTERVAL)
                .applicationPackages(LoopContract.class.getPackageName() + ".")
                .sink(sink)
                .start();
        watched = probe.watch(observed);
        awaitHeartbeats();
    }

    @AfterEach
    void endTheLoop() throws Exception {
        probe.close();
        tested.terminate();
    }

    @Test
    void watchedLoop_isReportedByNameAndKind() {
        LoopState state = awaitHeartbeats();

        assertThat(state.loop()).isEqualTo(loop.name()).isEqualTo(watched.name());
        assertThat(state.kind()).isEqualTo(expectedKind());
    }

    @Test
    void heartbeats_runOnTheLoopsOwnThread() {
        assertThat(observed.runners()).containsExactly(loopThread);
    }

    @Test
    void lagOfABlockedLoop_isMeasuredAndCorrected() {
        Duration blocked = block().blocked().join();

        long correctedAtLeast = blocked.dividedBy(HEARTBEAT_INTERVAL) / 2;
        LoopState state = awaitLoop(
                "the lag of the block",
                one -> one.lagSeconds().count() >= one.heartbeats() + correctedAtLeast
                        && one.heartbeatAgeNanos() < STALL_THRESHOLD.toNanos());
        assertThat(maxLagSeconds(state)).isBetween(seconds(blocked) * 0.9, seconds(blocked) * 1.1 + 1);
    }

    @Test
    void ageOfAStall_growsWhileTheLoopIsBlocked() {
        BlockingCallback callback = block();

        LoopState early = awaitLoop("a stall", one -> one.stallAgeNanos().isPresent());
        long earlyAge = early.stallAgeNanos().orElseThrow();
        awaitLoop("a growing stall", one -> one.stallAgeNanos().orElse(0) > 2 * earlyAge);
        callback.blocked().join();
        awaitLoop("no stall", one -> one.stallAgeNanos().isEmpty());
    }

    @Test
    void oneStall_isOneIncidentThatOpensChangesAndEnds() {
        Duration blocked = block().blocked().join();
        Incident ended = awaitEndOfTheBlock();

        assertThat(sink.incidentsOf(loop.name()))
                .filteredOn(LoopContract::isEndOfTheBlock)
                .hasSize(1);
        List<Incident> revisions = sink.incidentsOf(loop.name()).stream()
                .filter(one -> one.id().equals(ended.id()))
                .toList();
        assertThat(revisions).extracting(Incident::revision).isSorted().doesNotHaveDuplicates();
        assertThat(revisions).hasSizeGreaterThan(2);
        assertThat(revisions.get(0).open()).isTrue();
        assertThat(revisions).filteredOn(one -> !one.open()).hasSize(1);
        assertThat(seconds(Duration.ofNanos(ended.durationNanos())))
                .isBetween(seconds(blocked) * 0.9, seconds(blocked) * 1.1 + 1);
    }

    @Test
    void incidentOfASleepingCallback_namesItsLineAndCause() {
        block();

        Incident asleep = sink.awaitIncident("cause sleep", one -> one.cause() == Cause.SLEEP);
        StackTraceElement culprit = asleep.culprit().orElseThrow();
        assertThat(culprit.getClassName()).isEqualTo(BlockingCallback.class.getName());
        assertThat(culprit.getMethodName()).isEqualTo("block");
        assertThat(culprit.getLineNumber()).isPositive();
        assertThat(asleep.kind()).isEqualTo(expectedKind());
        assertThat(asleep.samples()).isNotEmpty();
    }

    @Test
    void countedRequests_areTheDemandOfAnIncident() {
        for (int i = 0; i < 50; i++) {
            watched.requests().started();
        }
        for (int i = 0; i < 47; i++) {
            watched.requests().finished();
        }
        awaitLoop("a request rate", one -> one.requestsPerSecond().orElse(0) > 0);
        block();

        Incident open = sink.awaitIncident(
                "3 requests in flight and a request rate",
                one -> one.open()
                        && one.demand().inFlight().orElse(0) == 3
                        && one.demand().requestsPerSecond().isPresent());
        assertThat(open.demand().requestsPerSecond().getAsDouble()).isPositive();
        LoopState state =
                awaitLoop("all requests", one -> one.requestsFinished().orElse(0) == 47);
        assertThat(state.requestsStarted()).hasValue(50);
    }

    @Test
    void callbacksBehindABlockedOne_arePending() {
        BlockingCallback callback = block();
        for (int i = 0; i < 5; i++) {
            loop.execute(() -> {});
        }

        if (tellsPendingTasks()) {
            awaitLoop("pending callbacks", one -> one.tasksPending().orElse(0) >= 5);
        } else {
            assertThat(awaitHeartbeats().tasksPending()).isEmpty();
        }
        callback.blocked().join();
    }

    @Test
    void loopThatTerminates_isWatchedNoMore() throws Exception {
        tested.terminate();
        assertThat(loop.isTerminated()).isTrue();
        sink.awaitNoLoop(loop.name());

        long queued = observed.queued();
        sink.awaitFreshState();
        assertThat(observed.queued()).isEqualTo(queued);
        assertThat(sink.openIncidentsOf(loop.name())).isEmpty();
    }

    @Test
    void probeOfATerminatedLoop_goesOnWithAnother() throws Exception {
        tested.terminate();
        sink.awaitNoLoop(loop.name());

        TestedLoop other = openLoop();
        try {
            String name = probe.watch(other.loop()).name();
            sink.awaitLoop(name, "heartbeats", one -> one.heartbeats() > 2);
        } finally {
            other.terminate();
        }
    }

    @Test
    void closedWatch_endsTheHeartbeats() {
        watched.close();
        sink.awaitNoLoop(loop.name());

        long queued = observed.queued();
        sink.awaitFreshState();
        assertThat(observed.queued()).isEqualTo(queued);
    }

    @Test
    void closedProbe_keepsNoThread() throws InterruptedException {
        probe.close();

        sink.awaitClose();
        Set<Thread> left = liveThreads();
        left.removeAll(threadsBefore);
        for (Thread thread : left) {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            assertThat(thread.isAlive()).as("%s lives on", thread).isFalse();
        }
    }

    private BlockingCallback block() {
        BlockingCallback callback = new BlockingCallback(BLOCK);
        loop.execute(callback);
        return callback;
    }

    /** On a machine that is short of processors there are other stalls besides, all of them shorter. */
    private Incident awaitEndOfTheBlock() {
        return sink.awaitIncident("the end of the block", LoopContract::isEndOfTheBlock);
    }

    private static boolean isEndOfTheBlock(Incident incident) {
        return !incident.open() && incident.durationNanos() > BLOCK.toNanos() * 0.8;
    }

    private LoopState awaitHeartbeats() {
        return awaitLoop("heartbeats", one -> one.heartbeats() > 2);
    }

    private LoopState awaitLoop(String what, Predicate<LoopState> condition) {
        return sink.awaitLoop(loop.name(), what, condition);
    }

    private static Thread threadOf(Loop loop) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static double maxLagSeconds(LoopState state) {
        return state.lagSeconds().quantile(1);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
