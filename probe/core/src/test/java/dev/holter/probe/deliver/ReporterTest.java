package dev.holter.probe.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.ProbeSink;
import dev.holter.probe.RecordedLog;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.watch.Drops;
import dev.holter.probe.watch.ProbeThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class ReporterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ProcessIdentity IDENTITY = new ProcessIdentity(
            "service",
            "process",
            "run",
            0,
            1,
            "host",
            "runtime",
            "version",
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);

    private final Drops drops = new Drops();
    private final RecordingSink sink = new RecordingSink();
    private final List<ProbeSink> sinks = new ArrayList<>(List.of(sink));
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        open.countDown();
    }

    @Test
    void state_isDeliveredBeforeAnIncidentLeftAfterIt() {
        Reporter reporter = started();
        reporter.state(state(1));
        reporter.incident(incident("a", 1));
        reporter.close(PATIENCE);

        assertThat(sink.seen).containsExactly("start", "state 1", "a.1", "close");
    }

    @Test
    void close_deliversWhatWaits() {
        Reporter reporter = blocked();
        reporter.state(state(1));
        reporter.incident(incident("a", 1));
        reporter.incident(incident("b", 1));
        open.countDown();
        reporter.close(PATIENCE);

        assertThat(sink.seen).containsExactly("start", "state 1", "a.1", "b.1", "close");
    }

    @Test
    void states_replaceEachOther() {
        Reporter reporter = blocked();
        reporter.state(state(1));
        reporter.state(state(2));
        reporter.state(state(3));
        open.countDown();
        reporter.close(PATIENCE);

        assertThat(sink.seen).containsExactly("start", "state 3", "close");
    }

    @Test
    void newerRevision_takesThePlaceOfOneThatWaits() {
        Reporter reporter = blocked();
        reporter.incident(incident("a", 1));
        reporter.incident(incident("b", 1));
        reporter.incident(incident("a", 2));
        open.countDown();
        reporter.close(PATIENCE);

        assertThat(sink.seen).containsExactly("start", "a.2", "b.1", "close");
    }

    @Test
    void incidentsBeyondTheQueue_areCounted() {
        Reporter reporter = blocked();
        for (int n = 0; n < 300; n++) {
            reporter.incident(incident("i" + n, 1));
        }
        reporter.incident(incident("i0", 2));
        open.countDown();
        reporter.close(PATIENCE);

        assertThat(drops.totals()).containsEntry("incident_queue_full", 44L);
        assertThat(sink.seen).hasSize(258).contains("i0.2").doesNotContain("i256.1");
    }

    @Test
    void slowSink_blocksNeitherStateNorIncident() {
        Reporter reporter = blocked();
        for (int n = 0; n < 100_000; n++) {
            reporter.state(state(n));
            reporter.incident(incident("a", n));
        }
        reporter.sinkDrops();

        assertThat(sink.seen).isEmpty();
        open.countDown();
        reporter.close(PATIENCE);
        assertThat(sink.seen).containsExactly("start", "state 99999", "a.99999", "close");
    }

    @Test
    void close_waitsNoLongerThanItsPatience() {
        Reporter reporter = blocked();
        reporter.close(Duration.ofMillis(20));

        assertThat(sink.seen).isEmpty();
    }

    @Test
    void sinkThatThrows_isDisabledAndLoggedOnce_whileOthersGoOn() {
        RecordingSink faulty = new RecordingSink();
        faulty.fault = new IllegalStateException("disk full");
        sinks.add(0, faulty);
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = started();
            reporter.state(state(1));
            reporter.incident(incident("a", 1));
            reporter.close(PATIENCE);

            assertThat(log.messages()).singleElement().asString().contains(RecordingSink.class.getName());
        }
        assertThat(faulty.seen).isEmpty();
        assertThat(sink.seen).containsExactly("start", "state 1", "a.1", "close");
        assertThat(drops.totals()).containsEntry("sink_disabled", 1L);
    }

    @Test
    void sinkThatFailsAnAssertion_isDisabledLikeAnyOther() {
        RecordingSink faulty = new RecordingSink();
        faulty.fault = new AssertionError("not my day");
        sinks.add(0, faulty);
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = started();
            reporter.state(state(1));
            reporter.close(PATIENCE);
            assertThat(log.messages()).hasSize(1);
        }
        assertThat(sink.seen).containsExactly("start", "state 1", "close");
    }

    @Test
    void sinkThatFailsToSayWhatItDropped_isDisabled() {
        sink.dropsFault = new IllegalStateException("no idea");
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = new Reporter(IDENTITY, sinks, drops, () -> {});
            assertThat(reporter.sinkDrops()).isEmpty();
            assertThat(reporter.sinkDrops()).isEmpty();
            assertThat(log.messages()).hasSize(1);
        }
        assertThat(drops.totals()).containsEntry("sink_disabled", 1L);
    }

    @Test
    void dropsOfAllSinks_areAddedUp() {
        sinks.add(new RecordingSink());

        assertThat(new Reporter(IDENTITY, sinks, drops, () -> {}).sinkDrops()).isEqualTo(Map.of("messages", 4L));
    }

    @Test
    void check_isRunAgainAndAgainWithoutWork_evenWhereItFails() throws InterruptedException {
        CountDownLatch checked = new CountDownLatch(3);
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = started(() -> {
                checked.countDown();
                throw new OutOfMemoryError("no thread to be had");
            });
            assertThat(checked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            reporter.state(state(1));
            reporter.close(PATIENCE);
            assertThat(log.messages()).hasSize(1);
        }
        assertThat(sink.seen).containsExactly("start", "state 1", "close");
    }

    @Test
    void threadThatDied_isReplacedByTheNextState() {
        Queue<Runnable> born = new ArrayDeque<>(List.of(ReporterTest::die));
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = new Reporter(IDENTITY, sinks, drops, () -> {}, run -> {
                Runnable instead = born.poll();
                return ProbeThreads.factory("holter-reporter").newThread(instead == null ? run : instead);
            });
            reporter.start();
            for (int n = 1; drops.totals().getOrDefault("reporter_restarted", 0L) == 0; n++) {
                reporter.state(state(n));
            }
            reporter.incident(incident("a", 1));
            reporter.close(PATIENCE);

            assertThat(log.messages()).hasSize(2).anyMatch(message -> message.contains("was replaced"));
        }
        assertThat(sink.seen).startsWith("start").endsWith("a.1", "close");
        assertThat(drops.totals()).containsEntry("reporter_restarted", 1L);
    }

    @Test
    void threadThatDiedAtTheEnd_isReplacedToCloseTheSinks() {
        Queue<Runnable> born = new ArrayDeque<>(List.of(ReporterTest::die));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = new Reporter(IDENTITY, sinks, drops, () -> {}, run -> {
                Runnable instead = born.poll();
                threads.add(ProbeThreads.factory("holter-reporter").newThread(instead == null ? run : instead));
                return threads.get(threads.size() - 1);
            });
            reporter.start();
            joined(threads.get(0));
            reporter.close(PATIENCE);
            reporter.close(PATIENCE);

            assertThat(log.messages()).hasSize(2);
        }
        assertThat(sink.seen).containsExactly("start", "close");
    }

    @Test
    void lackOfAThreadToReplaceADeadOne_doesNotReachTheWatchdog() {
        Queue<Runnable> born = new ArrayDeque<>(List.of(ReporterTest::die));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = new Reporter(IDENTITY, sinks, drops, () -> {}, run -> {
                Runnable instead = born.poll();
                if (instead == null) {
                    throw new OutOfMemoryError("no thread to be had");
                }
                threads.add(ProbeThreads.factory("holter-reporter").newThread(instead));
                return threads.get(0);
            });
            reporter.start();
            joined(threads.get(0));
            reporter.state(state(1));
            reporter.state(state(2));

            assertThat(log.messages()).hasSize(3);
        }
        assertThat(drops.totals()).containsEntry("report_failed", 2L);
    }

    /** Whoever stops its thread does worse than any fault of its own. Later JDKs let nobody do so. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_19)
    @SuppressWarnings("deprecation")
    void faultOfTheThreadItself_isCountedAndDoesNotEndIt() throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch checked = new CountDownLatch(1);
        try (RecordedLog log = new RecordedLog()) {
            Reporter reporter = new Reporter(IDENTITY, sinks, drops, checked::countDown, run -> {
                threads.add(ProbeThreads.factory("holter-reporter").newThread(run));
                return threads.get(0);
            });
            reporter.start();
            assertThat(checked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            while (drops.totals().getOrDefault("report_failed", 0L) == 0) {
                threads.get(0).stop();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            reporter.state(state(1));
            reporter.close(PATIENCE);

            assertThat(log.messages()).contains("Holter's reporter failed and goes on");
        }
        assertThat(sink.seen).containsExactly("start", "state 1", "close");
        assertThat(drops.totals()).containsEntry("reporter_restarted", 0L);
    }

    private static void die() {
        throw new OutOfMemoryError("dead");
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reporter started() {
        return started(() -> {});
    }

    private Reporter started(Runnable check) {
        Reporter reporter = new Reporter(IDENTITY, sinks, drops, check);
        reporter.start();
        return reporter;
    }

    /** A reporter whose first sink does not come back from its start until the test lets it. */
    private Reporter blocked() {
        CountDownLatch blocked = new CountDownLatch(1);
        RecordingSink blocking = new RecordingSink() {
            @Override
            public void start(ProcessIdentity identity) {
                blocked.countDown();
                awaitOf(open);
            }
        };
        sinks.add(0, blocking);
        Reporter reporter = started();
        awaitOf(blocked);
        return reporter;
    }

    private static void awaitOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProcessState state(long sequence) {
        return new ProcessState(sequence, 0, OptionalLong.empty(), Map.of(), Map.of(), List.of());
    }

    private static Incident incident(String id, long revision) {
        Demand demand = new Demand(OptionalDouble.empty(), OptionalLong.empty(), OptionalInt.empty());
        return new Incident(
                id,
                revision,
                "loop",
                "kind",
                true,
                0,
                1,
                Cause.UNKNOWN,
                0,
                Optional.empty(),
                Map.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                demand,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static class RecordingSink implements ProbeSink {
        final List<String> seen = new CopyOnWriteArrayList<>();
        volatile @Nullable Throwable fault;
        volatile @Nullable RuntimeException dropsFault;

        @Override
        public void start(ProcessIdentity identity) {
            see("start");
        }

        @Override
        public void state(ProcessState state) {
            see("state " + state.sequence());
        }

        @Override
        public void incident(Incident incident) {
            see(incident.id() + "." + incident.revision());
        }

        @Override
        public Map<String, Long> drops() {
            if (dropsFault != null) {
                throw dropsFault;
            }
            return Map.of("messages", 2L);
        }

        @Override
        public void close() {
            see("close");
        }

        private void see(String what) {
            if (fault instanceof Error error) {
                throw error;
            }
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            seen.add(what);
        }
    }
}
