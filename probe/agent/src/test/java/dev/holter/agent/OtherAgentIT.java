package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.wire.v1.Incident;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's Java agent and ours in one process, in both orders. */
@Timeout(180)
class OtherAgentIT {
    private static final Path OPEN_TELEMETRY =
            StockProcess.LIBRARIES.resolve("opentelemetry").resolve("opentelemetry-javaagent.jar");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"netty, true", "netty, false", "vertx, true", "grpc, false"})
    void bothAgents_doTheirWork(String service, boolean first) throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process =
                        StockProcess.start(folder, service, "newest", List.of(), options(collector, first))) {
            assertThat(process.awaitPort().ask()).isEqualTo("42\n");
            Eventually.await("timed callbacks", collector::loops, FoundLoopsIT::haveCallbacks);
            Eventually.await(
                    "a freeze",
                    () -> {
                        assertThat(process.ask()).isEqualTo("42\n");
                        return collector.incidents();
                    },
                    incidents -> incidents.stream().anyMatch(OtherAgentIT::isTheInventorys));
            assertThat(collector.dropped(HookFaultLog.HOOK_FAILED)).hasValue(0);
            assertThat(process.agentLines()).isEmpty();
            assertThat(process.errors())
                    .contains("opentelemetry-javaagent - version")
                    .doesNotContain("Exception in thread");
        }
    }

    @ParameterizedTest
    @CsvSource({"netty-http, HTTP_1_1, true", "netty-http, HTTP_1_1, false", "vertx-http, HTTP_2, true"})
    void requests_areCountedOnceBesideTheOtherAgent(String service, String version, boolean first) throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process =
                        StockProcess.start(folder, service, "newest", List.of(), options(collector, first))) {
            CountedRequests.requireEachOnce(collector, CountedRequests.overHttp(process.awaitPort(), version));
            assertThat(collector.dropped(HookFaultLog.HOOK_FAILED)).hasValue(0);
            assertThat(process.agentLines()).isEmpty();
        }
    }

    private static boolean isTheInventorys(Incident incident) {
        return incident.getCulprit().getClassName().equals("com.example.stock.Inventory");
    }

    private static List<String> options(TestCollector collector, boolean first) {
        List<String> options = new ArrayList<>(List.of(
                "-javaagent:" + OPEN_TELEMETRY,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Xmx256m"));
        options.add(first ? 0 : 1, StockProcess.agentOption("report-interval=100ms,collector=" + collector.address()));
        return options;
    }
}
