package dev.holter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit's own proof that real servers start, see each other, and end. */
@RealProcesses
class PrometheusProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] METRICS = "answer{to=\"all\"} 42\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private HttpServer target;

    @BeforeEach
    void serveMetrics() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        target.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, METRICS.length);
            exchange.getResponseBody().write(METRICS);
            exchange.close();
        });
        target.start();
    }

    @AfterEach
    void stopServing() {
        target.stop(0);
    }

    @Test
    void ruleThatFires_reachesTheAlertmanager(Processes processes) throws IOException {
        Path rules = Files.writeString(
                folder.resolve("a.yml"), "groups: [{name: a, rules: [{alert: Answer, expr: answer == 42}]}]");
        AlertmanagerProcess alertmanager = AlertmanagerProcess.start(processes);

        PrometheusProcess.scraping(authority())
                .rules(rules)
                .alertmanager(alertmanager)
                .start(processes);

        List<AlertmanagerProcess.ReceivedAlert> alerts =
                Eventually.await("the alert", SOON, alertmanager::alerts, received -> !received.isEmpty());
        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("Answer");
            assertThat(alert.labels()).containsEntry("to", "all").containsEntry("source", "prometheus");
        });
    }

    @Test
    void query_givesTypedSamples(Processes processes) throws IOException {
        PrometheusProcess prometheus = PrometheusProcess.scraping(authority()).start(processes);

        List<Sample> samples = prometheus.await("answer", SOON, result -> !result.isEmpty());

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.name()).isEqualTo("answer");
            assertThat(sample.has(Map.of("to", "all", "job", "holter"))).isTrue();
            assertThat(sample.value()).isEqualTo(42);
        });
        assertThat(prometheus.query("scalar(answer) / 0"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isInfinite());
        assertThatThrownBy(() -> prometheus.query("answer(")).hasMessageContaining("answer(");
    }

    private String authority() {
        return "127.0.0.1:" + target.getAddress().getPort();
    }
}
