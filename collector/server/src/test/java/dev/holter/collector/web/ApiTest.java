package dev.holter.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import dev.holter.collector.exposition.ReportedFleet;
import dev.holter.collector.exposition.Samples;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "4711@a");
    private static final LoopKey LOOP = new LoopKey(PROCESS, "loop-1");
    private static final Instant STALL = ReportedFleet.START.plusSeconds(57);

    private final RunningServer web = new RunningServer();
    private final Session session = web.fleet.connect("checkout", "4711@a");

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void incident_hasExactlyTheShapeOfTheContract() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));
        web.fleet.incident(session, Samples.incident("inc-1", LOOP, false, STALL, Duration.ofMillis(1500)));

        assertThat(web.json("/api/v1/incidents/inc-1")).isEqualTo(RunningServer.parse("""
                {"id":"inc-1","service":"checkout","process":"4711@a","loop":"loop-1","kind":"netty","open":false,
                 "startedAt":"2026-11-01T10:00:57.000Z","receivedAt":"2026-11-01T10:00:57.062Z",
                 "durationMs":1500.0,
                 "summary":"loop loop-1 of checkout stood still for 1.5 s (1.2 s in a network call, 300 ms in a garbage collection), at HealthCheck.ping (HealthCheck.java:42)",
                 "cause":"socket","causeWords":"in a network call to 127.0.0.1:8099","confidence":0.95,
                 "culprit":{"class":"com.acme.checkout.HealthCheck","method":"ping","file":"HealthCheck.java","line":42},
                 "detail":{"peer":"127.0.0.1:8099"},"cpuRatio":0.0012,
                 "demand":{"requestsPerSecond":198.5,"inFlight":17,"pending":3,"acceptQueue":null},
                 "samples":[{"atMs":50.4,"state":"RUNNABLE","cpuMs":0.08,"frames":[
                   {"class":"sun.nio.ch.SocketDispatcher","method":"read0","file":"SocketDispatcher.java","line":-1,"library":"sun"},
                   {"class":"com.acme.checkout.HealthCheck","method":"ping","file":"HealthCheck.java","line":42,"library":null}]}],
                 "evidence":["CPU time of the loop's thread stood still."],
                 "parts":[{"cause":"socket","causeWords":"in a network call","durationMs":1200.0},
                   {"cause":"gc","causeWords":"in a garbage collection","durationMs":300.0}],
                 "blocker":{"thread":"pool-1","state":"RUNNABLE","frames":[
                   {"class":"sun.nio.ch.SocketDispatcher","method":"read0","file":"SocketDispatcher.java","line":-1,"library":"sun"}]},
                 "advice":["Make this call without blocking, or run it on a worker thread.",
                   "Give it a read timeout that is shorter than your callers wait: without one it lasts as long as 127.0.0.1:8099 likes.",
                   "Find out why 127.0.0.1:8099 took so long to answer.",
                   "For the 300 ms in a garbage collection: Give the heap more room or allocate less; a collector with short pauses, such as ZGC, stands still for less."]}
                """));
    }

    @Test
    void incidents_areNewestFirstAndFiltered() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"), Samples.running(PROCESS, "loop-2"));
        LoopKey other = new LoopKey(PROCESS, "loop-2");
        web.fleet.incident(session, Samples.incident("inc-1", LOOP, false, STALL, Duration.ofMillis(100)));
        web.fleet.incident(session, Samples.incident("inc-2", other, true, STALL, Duration.ofMillis(200)));
        web.fleet.incident(session, Samples.incident("inc-3", LOOP, true, STALL, Duration.ofMillis(300)));

        assertThat(ids("")).containsExactly("inc-3", "inc-2", "inc-1");
        assertThat(ids("?open=true")).containsExactly("inc-3", "inc-2");
        assertThat(ids("?open=false")).containsExactly("inc-1");
        assertThat(ids("?loop=loop-1&open=true")).containsExactly("inc-3");
        assertThat(ids("?service=checkout&limit=2")).containsExactly("inc-3", "inc-2");
        assertThat(ids("?service=other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "open=yes", "service=a&service=b", "sevrice=a"})
    void badParameter_isAProblemThatNamesIt(String query) throws Exception {
        HttpResponse<String> response = web.get("/api/v1/incidents?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(RunningServer.parse(response.body()).path("detail").asText())
                .contains("'" + query.substring(0, query.indexOf('=')) + "'");
    }

    @Test
    void unknownIncident_isAProblem() throws Exception {
        HttpResponse<String> response = web.get("/api/v1/incidents/none");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningServer.parse(response.body()).path("detail").asText()).contains("'none'");
    }

    @Test
    void loop_showsWhatWasReported() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));
        web.fleet.advance(Duration.ofMillis(250));

        JsonNode loop = web.json("/api/v1/loops").get(0);

        assertThat(loop.path("service").asText()).isEqualTo("checkout");
        assertThat(loop.path("process").asText()).isEqualTo("4711@a");
        assertThat(loop.path("loop").asText()).isEqualTo("loop-1");
        assertThat(loop.path("kind").asText()).isEqualTo("netty");
        assertThat(loop.path("up").asBoolean()).isTrue();
        assertThat(loop.path("stalled").asBoolean()).isFalse();
        assertThat(loop.path("stallAgeMs").isNull()).isTrue();
        assertThat(loop.path("lagMs").path("p50").asDouble()).isBetween(0.5, 0.5 * 1.022);
        assertThat(loop.path("lagMs").path("p99").asDouble()).isBetween(100.0, 102.2);
        assertThat(loop.path("lagMs").path("max").asDouble()).isBetween(100.0, 102.2);
        assertThat(loop.path("heartbeats").asLong()).isEqualTo(6000);
        assertThat(loop.path("tasksPending").asLong()).isEqualTo(3);
        assertThat(loop.path("inFlight").asLong()).isEqualTo(1);
        assertThat(loop.path("requestsPerSecond").asDouble()).isEqualTo(100);
        assertThat(loop.path("requestsTotal").asLong()).isEqualTo(500);
        assertThat(loop.path("cpuSeconds").asDouble()).isEqualTo(1.5);
        assertThat(loop.path("reportAgeMs").asLong()).isEqualTo(250);
    }

    @Test
    void loopWithHooks_showsItsCallbacks() throws Exception {
        web.fleet.report(session, Samples.hooked(PROCESS, "loop-1"));

        JsonNode loop = web.json("/api/v1/loops").get(0);

        assertThat(loop.path("runDelaySeconds").asDouble()).isEqualTo(0.25);
        JsonNode callbacks = loop.path("callbacks");
        assertThat(callbacks.path("count").asLong()).isEqualTo(3);
        assertThat(callbacks.path("slow").asLong()).isEqualTo(1);
        assertThat(callbacks.path("busySeconds").asDouble()).isEqualTo(0.182);
        assertThat(callbacks.path("durationMs").path("max").asDouble()).isBetween(180.0, 184.0);
        assertThat(callbacks.path("timerLatenessMs").path("max").asDouble()).isBetween(200.0, 205.0);
        assertThat(callbacks.path("worst").get(0)).isEqualTo(RunningServer.parse("""
                {"type":"com.acme.Render","count":1,"totalMs":180.0,"maxMs":180.0}
                """));
    }

    @Test
    void loopWithoutHooks_hasNothingOfThem() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));

        JsonNode loop = web.json("/api/v1/loops").get(0);

        assertThat(List.of("callbacks", "busyShare", "cpuShare", "runDelaySeconds"))
                .allMatch(name -> loop.path(name).isNull());
    }

    @Test
    void stalledLoop_growsOlderBetweenReports() throws Exception {
        web.fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(3)));
        web.fleet.advance(Duration.ofMillis(400));

        JsonNode loop = web.json("/api/v1/loops").get(0);

        assertThat(loop.path("stalled").asBoolean()).isTrue();
        assertThat(loop.path("stallAgeMs").asLong()).isEqualTo(3400);
    }

    @Test
    void loopOfAProcessThatIsGone_hasTotalsAndNoGauges() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));
        web.fleet.disconnect(session);

        JsonNode loop = web.json("/api/v1/loops").get(0);

        assertThat(loop.path("up").asBoolean()).isFalse();
        assertThat(loop.path("requestsTotal").asLong()).isEqualTo(500);
        assertThat(loop.path("inFlight").isNull()).isTrue();
        assertThat(loop.path("requestsPerSecond").isNull()).isTrue();
    }

    @Test
    void alertThatFires_isListedWithLabelsAndTimes() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));
        web.fleet.incident(session, Samples.incident("inc-1", LOOP, true, STALL, Duration.ofSeconds(3)));
        web.alerts.evaluate(web.fleet.fleet().view(web.fleet.instant()));

        JsonNode alert = web.json("/api/v1/alerts").get(0);

        assertThat(alert.path("alertname").asText()).isEqualTo("EventLoopBlockedUnderLoad");
        assertThat(alert.path("severity").asText()).isEqualTo("critical");
        assertThat(alert.path("labels").path("loop").asText()).isEqualTo("loop-1");
        assertThat(alert.path("annotations").path("summary").asText()).contains("HealthCheck.ping");
        assertThat(alert.path("activeSince").asText()).isEqualTo("2026-11-01T10:01:00.000Z");
        assertThat(alert.path("resolvedAt").isNull()).isTrue();
    }

    private List<String> ids(String query) throws IOException, InterruptedException {
        return web.json("/api/v1/incidents" + query)
                .valueStream()
                .map(incident -> incident.path("id").asText())
                .toList();
    }
}
