package dev.holter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo, played by the packaged command line with all its processes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void blockedLoop_isNamedWhileFrozenAndAlertedAndResolved() throws Exception {
        List<JsonNode> events = play("--freeze", "3s");

        assertThat(events)
                .extracting(event -> event.path("event").asText())
                .containsSubsequence(
                        "freeze-began", "incident-opened", "alert-firing", "freeze-ended", "alert-resolved", "summary");
        JsonNode incident = only("incident-opened", events);
        assertThat(incident.path("open").asBoolean()).isTrue();
        assertThat(incident.path("service").asText()).isEqualTo("demo");
        assertThat(alerts("alert-firing", events)).contains("EventLoopBlockedUnderLoad");
        assertThat(alerts("alert-resolved", events)).containsAll(alerts("alert-firing", events));
        JsonNode summary = events.getLast();
        assertThat(summary.path("ok").asBoolean()).as(summary.toString()).isTrue();
        assertThat(summary.path("cause").asText()).isEqualTo("socket");
        assertThat(summary.at("/culprit/method").asText()).isEqualTo("askUpstream");
        assertThat(summary.path("cpuRatio").asDouble()).isLessThan(0.5);
        // A hundred requests a second on the frozen loop, for three seconds.
        assertThat(summary.path("requestsDelayed").asInt()).isBetween(100, 600);
        assertThat(summary.path("delayMaxMs").asDouble()).isGreaterThan(2_000);
    }

    @Test
    void computingLoop_isNamedAndNotTakenForBlocked() throws Exception {
        List<JsonNode> events = play("--freeze", "2s", "--cause", "cpu");

        JsonNode summary = events.getLast();
        // A loop that is not given the processor cannot be seen computing: where the machine is busy, that is said.
        assertThat(summary.path("cause").asText()).as(summary.toString()).isIn("cpu", "starved");
        assertThat(summary.path("thresholdToAlertMs").isNull()).isTrue();
        assertThat(alerts("alert-firing", events)).doesNotContain("EventLoopBlockedUnderLoad");
    }

    private List<JsonNode> play(String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("demo", "--json"));
        args.addAll(List.of(options));
        try (PackagedProcess demo = PackagedProcess.start(folder, args.toArray(String[]::new))) {
            List<JsonNode> events = new ArrayList<>();
            events.add(demo.readJson());
            List<ProcessHandle> children = demo.descendants();
            demo.lines().map(Json::parse).forEach(events::add);

            int expected = events.getLast().path("ok").asBoolean() ? 0 : 1;
            assertThat(demo.awaitStatus()).as(demo.errors()).isEqualTo(expected);
            assertThat(children).hasSize(3).noneMatch(ProcessHandle::isAlive);
            return events;
        }
    }

    private static JsonNode only(String name, List<JsonNode> events) {
        List<JsonNode> found = events.stream()
                .filter(event -> event.path("event").asText().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<String> alerts(String name, List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(name))
                .map(event -> event.path("alertname").asText())
                .toList();
    }
}
