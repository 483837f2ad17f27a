package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent as it ships counts each request of a service once, from a connection that is older than the watch. */
@Timeout(180)
class CountedRequestsIT {
    private static final String SERVICES = """
            netty-http, netty41, HTTP_1_1
            netty-http, newest,  HTTP_1_1
            vertx-http, vertx4,  HTTP_2
            vertx-http, newest,  HTTP_2
            """;
    private static final String OPTIONS = "report-interval=100ms,collector=";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = SERVICES)
    void requestsOnConnectionsOlderThanTheAgent_areCountedOnce(String service, String libraries, String version)
            throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process = StockProcess.start(folder, service, libraries, List.of(), List.of())) {
            CountedRequests.Request request = CountedRequests.overHttp(process.awaitPort(), version);
            request.send();
            process.attach(OPTIONS + collector.address());
            CountedRequests.requireEachOnce(collector, request);
            assertThat(process.agentLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = SERVICES)
    void requestsOfHttp_areCountedOnce(String service, String libraries, String version) throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process =
                        StockProcess.start(folder, service, libraries, List.of(), List.of(agent(collector)))) {
            CountedRequests.requireEachOnce(collector, CountedRequests.overHttp(process.awaitPort(), version));
            assertThat(process.agentLines()).isEmpty();
        }
    }

    @Test
    void callsOfGrpc_areCountedOnce() throws Exception {
        try (TestCollector collector = new TestCollector();
                StockProcess process =
                        StockProcess.start(folder, "grpc", agent(collector)).awaitPort()) {
            CountedRequests.requireEachOnce(
                    collector, () -> assertThat(process.ask()).isEqualTo("42\n"));
            assertThat(process.agentLines()).isEmpty();
        }
    }

    private static String agent(TestCollector collector) {
        return StockProcess.agentOption(OPTIONS + collector.address());
    }
}
