package dev.holter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the commands make of a collector's answers. */
class AskingTest {
    private static final String LOOP = """
            {"service":"shop","process":"17@host","loop":"%s","kind":"netty","up":%s,"stalled":%s,"stallAgeMs":%s,
             "lagMs":{"p50":0.08,"p99":1.2,"max":3200.5},"requestsPerSecond":98.4,"inFlight":3,"tasksPending":null}""";
    private static final String INCIDENT = """
            {"id":"a-1","service":"shop","process":"17@host","loop":"loop-1","kind":"netty","open":%s,
             "startedAt":"2026-11-23T04:00:00Z","durationMs":3200,
             "summary":"loop loop-1 of shop stood still for 3.2 s","cause":"socket","confidence":0.95,
             "culprit":{"class":"com.example.Health","method":"check","file":"Health.java","line":42}}""";

    private HttpServer collector;

    @BeforeEach
    void startCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.start();
    }

    @AfterEach
    void stopCollector() {
        collector.stop(0);
    }

    @Test
    void runningLoops_areListedAndFine() {
        serve("/api/v1/loops", "[" + LOOP.formatted("loop-1", true, false, null) + "]");

        CommandLineRun run = run("loops");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "SERVICE  PROCESS  LOOP    KIND   STATE  LAG P50     P99     MAX  BUSY  REQUESTS/S  IN FLIGHT  PENDING",
                        "shop     17@host  loop-1  netty  runs   0.08 ms  1.2 ms  3.20 s     -          98          3        -");
    }

    @Test
    void frozenLoop_isStatusOne() {
        serve(
                "/api/v1/loops",
                "[" + LOOP.formatted("loop-1", true, true, 1500) + "," + LOOP.formatted("b", false, false, null) + "]");

        CommandLineRun run = run("loops");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("frozen for 1.50 s").contains("probe gone");
    }

    @Test
    void json_isOneObjectALine() {
        serve(
                "/api/v1/loops",
                "[" + LOOP.formatted("a", true, false, null) + "," + LOOP.formatted("b", true, false, null) + "]");

        assertThat(run("loops", "--json").out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"service\":\"shop\"") && line.endsWith("}"));
    }

    @Test
    void openIncident_isListedAndStatusOne() {
        serve("/api/v1/incidents", "[" + INCIDENT.formatted(true) + "]");

        CommandLineRun run = run("incidents");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines())
                .last()
                .asString()
                .matches("a-1 {2}11-2\\d \\d\\d:\\d\\d:\\d\\d {6}3.20 s {2}frozen {2}shop {5}loop-1 {2}socket"
                        + " {2}Health.check \\(Health.java:42\\)");
    }

    @Test
    void incidentThatIsOver_isFine() {
        serve("/api/v1/incidents/a-1", INCIDENT.formatted(false));

        CommandLineRun run = run("incidents", "a-1");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Loop loop-1 of shop stood still for 3.2 s.");
    }

    @Test
    void unknownIncident_isOneLineAndStatusTwo() {
        CommandLineRun run = run("incidents", "no such/thing");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("has no incident 'no such/thing'");
    }

    @Test
    void emptyCollector_saysSo() {
        serve("/api/v1/incidents", "[]");

        assertThat(run("incidents")).isEqualTo(new CommandLineRun(0, "No incidents.\n", ""));
    }

    @Test
    void anotherServer_isOneLineAndStatusTwo() {
        serve("/api/v1/loops", "<html>");

        CommandLineRun run = run("loops");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("is this a Holter collector?");
    }

    private void serve(String path, String body) {
        collector.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private CommandLineRun run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--url";
        all[args.length + 1] = "http://127.0.0.1:" + collector.getAddress().getPort();
        return CommandLineRun.of(all);
    }
}
