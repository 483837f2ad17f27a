package dev.holter.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.testkit.CollectorProcess;
import dev.holter.testkit.DemoServiceProcess;
import dev.holter.testkit.Eventually;
import dev.holter.testkit.Exposition;
import dev.holter.testkit.Processes;
import dev.holter.testkit.RealProcesses;
import dev.holter.testkit.RequestLoad;
import dev.holter.testkit.UpstreamProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that is gone is not a frozen one. */
@RealProcesses
class ServiceKilledIT {
    private static final String SERVICE = "shop";
    private static final Map<String, String> OF_SERVICE = Map.of("service", SERVICE);
    private static final Duration SOON = Duration.ofSeconds(30);

    private CollectorProcess collector;
    private DemoServiceProcess service;

    ServiceKilledIT(Processes processes) {
        collector = CollectorProcess.start(processes);
        service = DemoServiceProcess.start(processes, SERVICE, 2, collector.grpc(), UpstreamProcess.start(processes));
    }

    @BeforeEach
    void awaitProbe() {
        Eventually.await(
                "the probe",
                SOON,
                () -> collector
                                .metrics()
                                .sum("eventloop_heartbeats_total", OF_SERVICE)
                                .orElse(0)
                        > 0);
    }

    @Test
    void serviceKilledUnderLoad_isDownAndNotFrozen() throws IOException {
        try (RequestLoad load = RequestLoad.start(service.work(), 100)) {
            Eventually.await("requests", SOON, () -> load.answered() > 100);

            service.process().kill();
        }

        Exposition afterAWhile = awaitDownFor(3);
        assertThat(afterAWhile.all("eventloop_stalled", OF_SERVICE)).isEmpty();
        assertThat(afterAWhile.all("eventloop_stall_age_seconds", OF_SERVICE)).isEmpty();
        assertThat(afterAWhile.all("eventloop_requests_in_flight", OF_SERVICE)).isEmpty();
        assertThat(afterAWhile.sum("eventloop_requests_total", OF_SERVICE).orElse(0))
                .as("counters hold")
                .isPositive();
        assertThat(collector.api("incidents").valueStream()).noneMatch(ServiceKilledIT::isOpen);
        assertThat(collector.api("alerts").valueStream()).noneMatch(ServiceKilledIT::isFiring);
    }

    @Test
    void serviceKilledWhileFrozen_leavesNoOpenIncidentAndNoAlert() throws IOException {
        CompletableFuture<Integer> health = Background.get(service.health("sleep", Duration.ofSeconds(20)));
        Eventually.await(
                "the alert", SOON, () -> collector.api("alerts").valueStream().anyMatch(ServiceKilledIT::isFiring));
        assertThat(collector.api("incidents").valueStream()).anyMatch(ServiceKilledIT::isOpen);

        service.process().kill();

        Exposition afterAWhile = awaitDownFor(1);
        assertThat(afterAWhile.all("eventloop_stalled", OF_SERVICE)).isEmpty();
        List<JsonNode> incidents = collector.api("incidents").valueStream().toList();
        assertThat(incidents).isNotEmpty().noneMatch(ServiceKilledIT::isOpen);
        Eventually.await(
                "no alert", SOON, () -> collector.api("alerts").valueStream().noneMatch(ServiceKilledIT::isFiring));
        assertThat(health).failsWithin(SOON);
    }

    /** The scrape in which the service's last report is that many seconds old. */
    private Exposition awaitDownFor(int seconds) {
        return Eventually.await(
                "a report of the service " + seconds + " s ago, and a probe that is down",
                SOON,
                () -> collector.metrics(),
                scrape -> scrape.sum("eventloop_probe_up", OF_SERVICE).orElse(1) == 0
                        && scrape.sum("eventloop_probe_report_age_seconds", OF_SERVICE)
                                        .orElse(0)
                                > seconds);
    }

    private static boolean isOpen(JsonNode incident) {
        return incident.path("open").asBoolean();
    }

    private static boolean isFiring(JsonNode alert) {
        return alert.path("state").asText().equals("firing");
    }
}
