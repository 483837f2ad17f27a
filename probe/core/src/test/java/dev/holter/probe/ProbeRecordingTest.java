package dev.holter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.orders.BlockingCalls;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.StallTotal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole probe beside a real flight recorder, in real time. */
@Tag("realtime")
@Timeout(120)
class ProbeRecordingTest {
    private final RecordingSink sink = new RecordingSink();
    private final ExecutorLoop loop = new ExecutorLoop("orders");
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(100))
            .sink(sink)
            .start();

    @AfterEach
    void stop() {
        probe.close();
        loop.close();
    }

    @Test
    void readFromASocket_getsItsPeerWithinTwoSecondsOfItsEnd() throws Exception {
        watchAndAwaitRecording();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread answer = new Thread(() -> BlockingCalls.answerAfter(Duration.ofSeconds(1), accepted));
            answer.start();
            onTheLoop(() -> client.getInputStream().read());
            long endNanos = System.nanoTime();
            String peer = "127.0.0.1:" + server.getLocalPort();
            Incident amended = awaitIncident(incident -> incident.evidence().stream()
                    .anyMatch(sentence -> sentence.startsWith("the JVM recorded a read") && sentence.contains(peer)));
            long tookNanos = System.nanoTime() - endNanos;
            answer.join();

            assertThat(amended.open()).isFalse();
            assertThat(TimeUnit.NANOSECONDS.toMillis(tookNanos)).isLessThan(2_000);
            // On a machine that is short of processors the process as a whole may be what stood.
            assertThat(amended)
                    .satisfiesAnyOf(
                            one -> assertThat(one.details()).containsEntry("peer", peer),
                            one -> assertThat(one.cause()).isNotEqualTo(Cause.SOCKET));
            assertThat(sink.of("orders").map(state -> total(state.stalls()))).isSorted();
        }
    }

    @Test
    void stallAndSlowCallback_areEventsInEveryRecording(@TempDir Path folder) throws Exception {
        CallbackMeter callbacks = watchAndAwaitRecording().callbacks();
        try (Recording services = new Recording()) {
            services.enable("jdk.ThreadSleep").withThreshold(Duration.ZERO).withStackTrace();
            services.start();
            onTheLoop(() -> {
                callbacks.began();
                BlockingCalls.sleepFor(Duration.ofMillis(1));
                BlockingCalls.sleepFor(Duration.ofSeconds(1));
                callbacks.ran(ProbeRecordingTest.class);
                callbacks.idle();
                return null;
            });
            Incident incident =
                    awaitIncident(one -> !one.open() && one.culprit().isPresent());
            probe.close();
            onTheLoop(() -> {
                BlockingCalls.sleepFor(Duration.ofMillis(2));
                return null;
            });
            assertThat(services.getState()).isEqualTo(RecordingState.RUNNING);
            services.stop();
            services.dump(folder.resolve("services.jfr"));

            List<RecordedEvent> events = RecordingFile.readAllEvents(folder.resolve("services.jfr"));
            assertThat(events)
                    .filteredOn(ProbeRecordingTest::isNapOfTheLoop)
                    .hasSize(3)
                    .allMatch(nap -> nap.getStackTrace() != null);
            RecordedEvent slow = only(events, "dev.holter.SlowCallback", "loop", "orders");
            assertThat(slow.getString("callback")).isEqualTo(ProbeRecordingTest.class.getName());
            assertThat(slow.getDuration("ranFor").toMillis()).isGreaterThanOrEqualTo(1_000);
            RecordedEvent stall = only(events, "dev.holter.Stall", "incident", incident.id());
            assertThat(stall.getString("loop")).isEqualTo("orders");
            assertThat(stall.getString("cause")).isEqualTo("sleep");
            assertThat(stall.getString("culprit")).contains("BlockingCalls.sleepFor(BlockingCalls.java:");
            assertThat(stall.getDuration("stalledFor").toMillis()).isGreaterThanOrEqualTo(800);
            assertThat(stall.getEventType().getCategoryNames()).containsExactly("Holter");
        }
    }

    @Test
    void close_endsTheRecordingAndItsThreads() {
        watchAndAwaitRecording();
        probe.close();

        assertThat(recording()).isEmpty();
        assertThat(RecordingSink.await(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("holter-"))))
                .isTrue();
        assertThat(Path.of(System.getProperty("jdk.jfr.repository")))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".jfr"));
    }

    @Test
    void closeBeforeTheRecordingBegins_leavesNone() {
        probe.close();

        assertThat(recording()).isEmpty();
        assertThat(RecordingSink.await(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("holter-"))))
                .isTrue();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name, String field, String value) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .filter(event -> value.equals(event.getString(field)))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private WatchedLoop watchAndAwaitRecording() {
        WatchedLoop watched = probe.watch(loop);
        assertThat(RecordingSink.await(
                        () -> sink.hasReported("orders", 3) && recording().isPresent()))
                .isTrue();
        return watched;
    }

    private static Optional<Recording> recording() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> recording.getState() == RecordingState.RUNNING)
                .findFirst();
    }

    private <T> T onTheLoop(Callable<T> callback) throws Exception {
        return loop.executor.submit(callback).get();
    }

    private Incident awaitIncident(Predicate<Incident> wanted) {
        assertThat(RecordingSink.await(() -> sink.incidents.stream().anyMatch(wanted)))
                .as("told %s", sink.incidents)
                .isTrue();
        return sink.incidents.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static boolean isNapOfTheLoop(RecordedEvent event) {
        return event.getEventType().getName().equals("jdk.ThreadSleep")
                && event.getThread().getJavaName().equals("orders");
    }

    private static long total(Map<Cause, StallTotal> stalls) {
        return stalls.values().stream().mapToLong(total -> total.totalNanos()).sum();
    }
}
