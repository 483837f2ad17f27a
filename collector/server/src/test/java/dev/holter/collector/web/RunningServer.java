package dev.holter.collector.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holter.collector.HttpSide;
import dev.holter.collector.alert.AlertEngine;
import dev.holter.collector.alert.RuleSet;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ListenAddress;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.exposition.MetricsExposition;
import dev.holter.collector.exposition.ReportedFleet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A real server on a free port over a fleet that a test fills. */
final class RunningServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    final ReportedFleet fleet = new ReportedFleet();
    final CollectorCounters counters = new CollectorCounters();
    final EventFeed events = new EventFeed(counters);
    final AlertEngine alerts = new AlertEngine(RuleSet.defaults().armed(), (rule, fault) -> {
        throw fault;
    });
    volatile boolean ready = true;
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningServer() {
        this(Duration.ofSeconds(10));
    }

    RunningServer(Duration pingInterval) {
        server = WebServer.start(parts(0), pingInterval);
    }

    /** What a server on this port would serve. */
    HttpSide.Parts parts(int port) {
        CollectorConfig config = CollectorConfig.builder()
                .http(new ListenAddress("127.0.0.1", port))
                .build();
        return new HttpSide.Parts(config, fleet.fleet(), alerts, events, counters, metrics(), fleet, () -> ready);
    }

    private HttpSide.Metrics metrics() {
        return new MetricsExposition(fleet.fleet(), alerts::alerts, counters, fleet);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).build());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return MAPPER.readTree(get(path).body());
    }

    static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }
}
