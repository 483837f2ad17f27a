package dev.holter.probe.stream;

import static dev.holter.probe.stream.Samples.identity;
import static dev.holter.probe.stream.Samples.incident;
import static dev.holter.probe.stream.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holter.probe.stream.TestCollector.Manner;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.Incident;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CollectorStreamTest {
    private static final Duration GENEROUS = Duration.ofSeconds(5);
    private static final Map<String, Long> NO_DROPS =
            Map.of("incident_queue_full", 0L, "incident_rejected", 0L, "state_skipped", 0L);

    private LogLines log;

    @BeforeEach
    void catchLog() {
        log = new LogLines();
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        log.close();
        Await.until(
                "every thread of the stream has ended", () -> streamThreads().isEmpty());
    }

    @Test
    void introduction_isFollowedByStateAndIncident() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES);
                CollectorStream stream = started(collector.port())) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("a", 1, "loop-1"));

            assertThat(collector.next().getIntroduction().getRunId()).isEqualTo("run-1");
            assertThat(collector.next().getState().getSequence()).isEqualTo(1);
            assertThat(collector.next().getIncident().getId()).isEqualTo("a");
            assertThat(stream.drops()).isEqualTo(NO_DROPS);
        }
    }

    @Test
    void incidentOfUnnamedLoop_waitsForTheStateThatNamesIt() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES);
                CollectorStream stream = started(collector.port())) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("of-loop-2", 1, "loop-2"));
            stream.incident(incident("of-loop-1", 1, "loop-1"));
            assertThat(collector.nextIncident().getId()).isEqualTo("of-loop-1");

            stream.state(state(2, "loop-1", "loop-2"));

            assertThat(collector.next().getState().getSequence()).isEqualTo(2);
            assertThat(collector.next().getIncident().getId()).isEqualTo("of-loop-2");
        }
    }

    @Test
    void collectorThatComesLate_getsTheNewestStateAndEveryIncident() throws Exception {
        int port = freePort();
        try (CollectorStream stream = started(port)) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("a", 1, "loop-1"));
            stream.state(state(2, "loop-1"));
            stream.incident(incident("b", 1, "loop-1"));
            stream.incident(incident("a", 2, "loop-1"));
            Await.until("the absence is noticed", () -> !log.lines().isEmpty());

            try (TestCollector collector = TestCollector.startOn(port, Manner.ACKNOWLEDGES)) {
                assertThat(collector.next().hasIntroduction()).isTrue();
                assertThat(collector.next().getState().getSequence()).isEqualTo(2);
                assertThat(named(collector.nextIncident())).isEqualTo("a/2");
                assertThat(named(collector.nextIncident())).isEqualTo("b/1");
                assertThat(stream.drops()).containsEntry("state_skipped", 1L).containsEntry("incident_queue_full", 0L);
                Await.until("the welcome is logged", () -> log.lines().size() == 2);
            }
        }
        assertThat(log.lines().get(0))
                .startsWith("WARNING Cannot reach the collector at 127.0.0.1:" + port
                        + ": UNAVAILABLE, Connection refused");
        assertThat(log.lines().get(1))
                .isEqualTo("INFO Reporting to the collector at 127.0.0.1:" + port + ", version test.");
    }

    @Test
    void killedCollector_getsWhatItHadNotAcknowledgedAgain() throws Exception {
        TestCollector first = TestCollector.start(Manner.TAKES);
        try (CollectorStream stream = started(first.port())) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("a", 1, "loop-1"));
            assertThat(named(first.nextIncident())).isEqualTo("a/1");
            first.close();
            stream.incident(incident("a", 2, "loop-1"));

            try (TestCollector second = TestCollector.startOn(first.port(), Manner.ACKNOWLEDGES)) {
                assertThat(second.next().hasIntroduction()).isTrue();
                assertThat(second.next().getState().getSequence()).isEqualTo(1);
                assertThat(named(second.nextIncident())).isEqualTo("a/2");
                assertThat(stream.drops()).isEqualTo(NO_DROPS);
            }
        }
        assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING Lost the collector at "));
    }

    @Test
    void acknowledgedIncident_isNotSentAgain() throws Exception {
        TestCollector first = TestCollector.start(Manner.ACKNOWLEDGES);
        try (CollectorStream stream = started(first.port())) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("acknowledged", 1, "loop-1"));
            first.nextIncident();
            Await.until("the acknowledgement is there", () -> stream.waitingIncidents() == 0);
            first.close();

            try (TestCollector second = TestCollector.startOn(first.port(), Manner.ACKNOWLEDGES)) {
                second.next(ConnectRequest::hasState);
                stream.incident(incident("new", 1, "loop-1"));
                assertThat(named(second.next().getIncident())).isEqualTo("new/1");
            }
        }
    }

    @Test
    void collectorThatNeverReads_costsBoundedMemoryAndNoTime() throws Exception {
        int incidents = 20_000;
        try (TestCollector collector = TestCollector.start(Manner.NEVER_READS);
                CollectorStream stream = started(collector.port())) {
            Await.until("the stream is open", () -> collector.streams() == 1);
            long usedBefore = usedBytes();
            long start = System.nanoTime();
            for (int n = 1; n <= incidents; n++) {
                stream.state(state(n, "loop-1"));
                stream.incident(
                        incident("i-" + n, 1, "loop-1", Integer.toString(n).repeat(2_000)));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

            assertThat(usedBytes() - usedBefore).isLessThan(30_000_000);
            assertThat(stream.waitingIncidents()).isEqualTo(256);
            assertThat(stream.drops().get("incident_queue_full")).isEqualTo(incidents - 256);
            assertThat(stream.drops().get("state_skipped")).isBetween(1L, (long) incidents);
            assertThat(streamThreads().size()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void refusedIntroduction_isLoggedOnceAndTriedAgain() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.REFUSES_INTRODUCTIONS);
                CollectorStream stream = started(collector.port())) {
            stream.state(state(1, "loop-1"));
            Await.until("several attempts", () -> collector.streams() >= 3);
        }
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING The collector at 127.0.0.1:")
                .contains("INVALID_ARGUMENT, introduction.service: not known here");
    }

    @Test
    void incidentThatIsRefusedAgainAndAgain_doesNotKeepTheOthersBack() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.REFUSES_BAD_INCIDENTS);
                CollectorStream stream = started(collector.port())) {
            stream.state(state(1, "loop-1"));
            stream.incident(incident("bad", 1, "loop-1"));
            stream.incident(incident("good", 1, "loop-1"));

            collector.next(request -> request.getIncident().getId().equals("good"));
            Await.until("the good one is acknowledged", () -> stream.waitingIncidents() == 0);
            assertThat(stream.drops()).containsEntry("incident_rejected", 1L);
            assertThat(collector.streams()).isEqualTo(1 + Outbox.MAX_REJECTIONS);
        }
        assertThat(log.lines())
                .hasSize(2)
                .first(InstanceOfAssertFactories.STRING)
                .startsWith("INFO Reporting to the collector at ");
        assertThat(log.lines().get(1)).contains("INVALID_ARGUMENT, incident.id: starts with \"bad\"");
    }

    @Test
    void close_deliversWhatIsLeft() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES)) {
            try (CollectorStream stream = started(collector.port())) {
                collector.next(ConnectRequest::hasIntroduction);
                stream.state(state(1, "loop-1"));
                stream.incident(incident("last", 1, "loop-1"));
            }
            assertThat(collector.nextIncident().getId()).isEqualTo("last");
            Await.until("the stream was ended in good order", () -> collector.completedStreams() == 1);
        }
    }

    @Test
    void close_withoutACollector_isPrompt() throws Exception {
        CollectorStream stream = started(freePort());
        stream.state(state(1, "loop-1"));
        Await.until("the absence is noticed", () -> !log.lines().isEmpty());
        long start = System.nanoTime();
        stream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GENEROUS);
    }

    @Test
    void close_withAPeerThatSaysNothing_isPrompt() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CollectorStream stream = started(mute.getLocalPort());
            stream.state(state(1, "loop-1"));
            try (Socket accepted = mute.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('P');
                long start = System.nanoTime();
                stream.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GENEROUS);
            }
        }
    }

    @Test
    void close_withACollectorThatNeverReads_isPrompt() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.NEVER_READS)) {
            CollectorStream stream = started(collector.port());
            Await.until("the stream is open", () -> collector.streams() == 1);
            for (int n = 1; n <= 1_000; n++) {
                stream.state(state(n, "loop-1"));
                stream.incident(incident("i-" + n, 1, "loop-1", "x".repeat(10_000)));
            }
            long start = System.nanoTime();
            stream.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GENEROUS);
        }
    }

    @Test
    void close_withoutStart_doesNothing() {
        CollectorStream stream = CollectorStream.to("127.0.0.1:4747");
        stream.close();
        stream.close();
        assertThat(streamThreads()).isEmpty();
    }

    @Test
    void findingsAfterClose_areIgnored() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES)) {
            CollectorStream stream = started(collector.port());
            collector.next(ConnectRequest::hasIntroduction);
            stream.close();
            stream.state(state(1, "loop-1"));
            stream.close();
            assertThat(collector.poll()).isNull();
        }
    }

    @Test
    void secondStart_isAnError() throws Exception {
        try (CollectorStream stream = started(freePort())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> stream.start(identity()))
                    .withMessageContaining("serves one probe");
        }
    }

    private static CollectorStream started(int port) {
        CollectorStream stream = CollectorStream.builder()
                .address("127.0.0.1", port)
                .backoff(Duration.ofMillis(5), Duration.ofMillis(50))
                .build();
        stream.start(identity());
        return stream;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String named(Incident incident) {
        return incident.getId() + "/" + incident.getRevision();
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static List<String> streamThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("holter-stream") || name.startsWith("grpc-"))
                .toList();
    }
}
