package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends requests to a service, and sees that a collector is told of each once. */
final class CountedRequests {
    private static final int REQUESTS = 10;
    private static final int REPORTS = 3;

    private CountedRequests() {}

    /** Sends one request, and returns when it is answered. */
    @FunctionalInterface
    interface Request {
        void send() throws Exception;
    }

    /** A request on one connection that stays open, by a version of {@link HttpClient.Version}. */
    static Request overHttp(StockProcess service, String version) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.valueOf(version))
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.listeningPort() + "/"))
                .build();
        return () -> {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("42\n");
            assertThat(response.version()).hasToString(version);
        };
    }

    static void requireEachOnce(TestCollector collector, Request request) throws Exception {
        long unused = Eventually.await(
                "a request that is counted",
                () -> {
                    request.send();
                    return collector.requests();
                },
                counted -> counted > 0);
        collector.awaitReports(REPORTS);
        long before = collector.requests();
        for (int i = 0; i < REQUESTS; i++) {
            request.send();
        }
        collector.awaitReports(REPORTS);
        assertThat(collector.requests() - before).isEqualTo(REQUESTS);
    }
}
