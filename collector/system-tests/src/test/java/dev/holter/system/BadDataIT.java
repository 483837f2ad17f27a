package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.UpstreamProcess;
import dev.holter.wire.v1.Cause;
import dev.holter.wire.v1.Incident;
import dev.holter.wire.v1.StateReport;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks the contract on the wire ends the stream that it came on, is counted, and hurts nobody else. */
@RealProcesses
class BadDataIT {
    private static final String HEALTHY = "healthy";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TEN_MEGABYTES = 10 << 20;

    private static CollectorProcess collector;

    private double connectionsBefore;
    private double heartbeatsBefore;

    @BeforeAll
    static void startAHealthyService(Processes processes) {
        collector = CollectorProcess.start(processes);
        DemoServiceProcess.start(processes, HEALTHY, 2, collector.grpc(), UpstreamProcess.start(processes));
        Eventually.await("the healthy probe", SOON, () -> heartbeatsOfHealthy() > 0);
    }

    @BeforeEach
    void lookAtTheHealthyService() throws IOException {
        connectionsBefore = count("holter_collector_connections_total", Map.of());
        heartbeatsBefore = heartbeatsOfHealthy();
    }

    @AfterEach
    void theHealthyService_isNotDisturbed() throws IOException {
        assertThat(count("eventloop_probe_up", Map.of("service", HEALTHY))).isEqualTo(1);
        assertThat(count("holter_collector_connections_total", Map.of()))
                .as("nobody but the test has connected since")
                .isEqualTo(connectionsBefore + 1);
        Eventually.await("its heartbeats go on", SOON, () -> heartbeatsOfHealthy() > heartbeatsBefore);
    }

    @Test
    void incidentOfAnUnknownLoop_isRefused() throws Exception {
        try (WireProbe probe = WireProbe.introduced(collector.grpc(), "unknown-loop")) {
            probe.send(report(1));
            probe.send(Incident.newBuilder()
                    .setId("a-1")
                    .setRevision(1)
                    .setLoop("nobody")
                    .setKind("test")
                    .setOpen(true)
                    .setStartedAtUnixNanos(1)
                    .setCause(Cause.CAUSE_SLEEP));

            assertRefused(probe, Status.Code.INVALID_ARGUMENT, "nobody", "unknown_loop");
        }
        assertThat(collector.api("incidents").valueStream())
                .noneMatch(incident -> incident.path("service").asText().equals("unknown-loop"));
    }

    @Test
    void histogramWithNegativeCounts_isRefused() throws Exception {
        try (WireProbe probe = WireProbe.introduced(collector.grpc(), "negative")) {
            probe.send(StateReport.newBuilder()
                    .setSequence(1)
                    .addLoops(WireProbe.loop("a").setLagSeconds(WireProbe.lag().setBucketCounts(0, -1))));

            assertRefused(probe, Status.Code.INVALID_ARGUMENT, "bucket_counts", "histogram");
        }
        assertThat(collector.metrics().all("eventloop_lag_seconds_count", Map.of("service", "negative")))
                .isEmpty();
    }

    @Test
    void sequenceThatRunsBackwards_isRefused() throws Exception {
        try (WireProbe probe = WireProbe.introduced(collector.grpc(), "backwards")) {
            probe.send(report(7));
            probe.send(report(6));

            assertRefused(probe, Status.Code.INVALID_ARGUMENT, "sequence", "sequence");
        }
    }

    @Test
    void messageOfTenMegabytes_isRefused() throws Exception {
        try (WireProbe probe = WireProbe.introduced(collector.grpc(), "large")) {
            probe.send(report(1).addLoops(WireProbe.loop("x".repeat(TEN_MEGABYTES))));

            assertRefused(probe, Status.Code.RESOURCE_EXHAUSTED, "", "message_size");
        }
    }

    @Test
    void streamThatBeginsWithoutAnIntroduction_isRefused() throws Exception {
        try (WireProbe probe = WireProbe.connect(collector.grpc())) {
            probe.send(report(1));

            assertRefused(probe, Status.Code.FAILED_PRECONDITION, "introduction", "no_introduction");
        }
    }

    private static void assertRefused(WireProbe probe, Status.Code code, String named, String reason)
            throws IOException {
        assertThat(probe.end()).succeedsWithin(SOON).satisfies(status -> {
            assertThat(status.getCode()).as("%s", status).isEqualTo(code);
            assertThat(status.getDescription()).isNotBlank().contains(named);
        });
        assertThat(count("holter_collector_rejected_total", Map.of("reason", reason)))
                .isEqualTo(1);
    }

    private static StateReport.Builder report(long sequence) {
        return StateReport.newBuilder()
                .setSequence(sequence)
                .setTakenAtUnixNanos(sequence)
                .addLoops(WireProbe.loop("a"));
    }

    private static double heartbeatsOfHealthy() throws IOException {
        return count("eventloop_heartbeats_total", Map.of("service", HEALTHY));
    }

    private static double count(String metric, Map<String, String> labels) throws IOException {
        return collector.metrics().sum(metric, labels).orElse(0);
    }
}
