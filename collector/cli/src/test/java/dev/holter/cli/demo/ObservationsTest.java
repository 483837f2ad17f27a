package dev.holter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.Json;
import dev.holter.cli.demo.DemoEvent.AlertSeen;
import dev.holter.cli.demo.DemoEvent.Arrival;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.FreezeEnded;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import dev.holter.cli.demo.DemoEvent.Lost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the demo makes of events; the freeze begins at second 10 and ends at second 18. */
class ObservationsTest {
    private static final Instant START = Instant.parse("2026-11-23T04:00:00Z");
    private static final LoadReport LOAD = new LoadReport(2000, 0, 800, 4000, 8000);

    private final StringWriter printed = new StringWriter();
    private final Observations seen =
            new Observations(new JsonTimeline(new PrintWriter(printed), new PrintWriter(printed), START));

    @Test
    void wholeStory_isOkAndMeasuredFromTheThreshold() {
        play(PlantedCause.SOCKET, "socket", "askUpstream");

        DemoSummary summary = summary(PlantedCause.SOCKET);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.thresholdToIncidentMs()).isCloseTo(12, within(0.01));
        assertThat(summary.thresholdToAlertMs()).isCloseTo(550, within(0.01));
        assertThat(printed.toString()
                        .lines()
                        .map(line -> Json.parse(line).path("event").asText()))
                .containsExactly("freeze-began", "incident-opened", "alert-firing", "freeze-ended", "alert-resolved");
    }

    @Test
    void otherCauseAndCulprit_areFailures() {
        play(PlantedCause.LOCK, "wait", "askUpstream");

        assertThat(summary(PlantedCause.LOCK).failures())
                .containsExactly(
                        "the incident names the cause wait instead of lock",
                        "the incident names dev.holter.demo.HealthCheck.askUpstream(HealthCheck.java:7) instead of"
                                + " dev.holter.demo.HealthCheck.readInventory");
    }

    @Test
    void silence_isAFailure() {
        take(10, new FreezeBegan(at(10), "loop-1"));
        take(18, new FreezeEnded(at(18)));

        assertThat(summary(PlantedCause.SOCKET).failures())
                .containsExactly(
                        "no incident was opened for the frozen loop", "EventLoopBlockedUnderLoad did not fire");
    }

    @Test
    void alertForALoopThatComputes_isAFailure() {
        play(PlantedCause.CPU, "cpu", "sign");

        assertThat(summary(PlantedCause.CPU).failures())
                .containsExactly("EventLoopBlockedUnderLoad fired, though the loop was computing and not blocked");
    }

    @Test
    void incidentsOfOtherLoopsAndEarlierStalls_areNotTheDemos() {
        take(9, incident("warm-up", "loop-1", 8.9, 60, true, "gc", "x"));
        take(10, new FreezeBegan(at(10), "loop-1"));
        take(10.1, incident("warm-up", "loop-1", 9.9, 110, false, "gc", "x"));
        take(10.1, incident("elsewhere", "loop-2", 10, 100, true, "gc", "x"));
        take(10.2, alert("loop-2", "firing"));

        assertThat(seen.incident()).isNull();
        assertThat(seen.alertFired()).isNull();
    }

    @Test
    void incidentAfterTheFreeze_cameTooLate() {
        take(10, new FreezeBegan(at(10), "loop-1"));
        take(18, new FreezeEnded(at(18)));
        take(18.1, incident("1", "loop-1", 10.005, 8000, false, "socket", "askUpstream"));

        assertThat(summary(PlantedCause.SOCKET).failures()).contains("the incident came only after the loop was back");
    }

    @Test
    void lostProcess_endsTheDemo() {
        assertThatThrownBy(() -> take(11, new Lost("the service ended with status 1")))
                .isInstanceOf(DemoFailure.class)
                .hasMessage("the service ended with status 1");
    }

    private void play(PlantedCause planted, String cause, String method) {
        take(10, new FreezeBegan(at(10), "loop-1"));
        take(10.065, incident("1", "loop-1", 10.005, 51, true, cause, method));
        take(10.6, alert("loop-1", "firing"));
        take(10.7, alert("loop-1", "firing"));
        assertThat(seen.calm())
                .as("calm while " + planted + " freezes the loop")
                .isFalse();
        take(18, new FreezeEnded(at(18)));
        take(18.1, incident("1", "loop-1", 10.005, 7995, false, cause, method));
        take(18.2, alert("loop-1", "resolved"));
        assertThat(seen.calm()).isTrue();
    }

    private DemoSummary summary(PlantedCause planted) {
        return DemoSummary.of(new DemoPlan(Duration.ofSeconds(8), 200, 2, planted), seen, LOAD);
    }

    private void take(double second, DemoEvent event) {
        seen.take(new Arrival(at(second), event));
    }

    private static AlertSeen alert(String loop, String state) {
        Map<String, String> labels = Map.of("loop", loop);
        return new AlertSeen(
                new AlertView("EventLoopBlockedUnderLoad", state, labels, Map.of(), "2026-11-23T04:00:10.6Z"));
    }

    private static IncidentSeen incident(
            String id, String loop, double start, double durationMs, boolean open, String cause, String method) {
        JsonNode json = Json.tree(Map.ofEntries(
                Map.entry("id", id),
                Map.entry("service", "demo"),
                Map.entry("process", "1@host"),
                Map.entry("loop", loop),
                Map.entry("kind", "netty"),
                Map.entry("open", open),
                Map.entry("startedAt", at(start).toString()),
                Map.entry("receivedAt", at(10.062).toString()),
                Map.entry("durationMs", durationMs),
                Map.entry("cause", cause),
                Map.entry("confidence", 0.9),
                Map.entry("samples", List.of()),
                Map.entry(
                        "culprit",
                        Map.of(
                                "class",
                                "dev.holter.demo.HealthCheck",
                                "method",
                                method,
                                "file",
                                "HealthCheck.java",
                                "line",
                                7))));
        return new IncidentSeen(Json.view(json, IncidentView.class), json);
    }

    private static Instant at(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }
}
