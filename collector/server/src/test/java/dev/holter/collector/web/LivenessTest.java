package dev.holter.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.Session;
import dev.holter.collector.exposition.Samples;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LivenessTest {
    private static final ProcessKey PROCESS = new ProcessKey("checkout", "4711@a");

    private final RunningServer web = new RunningServer();
    private final Session session = web.fleet.connect("checkout", "4711@a");

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void serviceWhoseLoopsRun_isAlive() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));

        HttpResponse<String> response = web.get("/live/checkout");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"service\":\"checkout\",\"alive\":true,\"connected\":1,\"frozen\":[]}");
    }

    @Test
    void stallShorterThanASecond_isNoFreeze() throws Exception {
        web.fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofMillis(999)));

        assertThat(web.get("/live/checkout").statusCode()).isEqualTo(200);
    }

    @Test
    void serviceWithAFrozenLoop_isNotAliveAndSaysWhichLoopSinceWhenAndWhere() throws Exception {
        web.fleet.report(
                session, Samples.running(PROCESS, "loop-2"), Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(2)));
        LoopKey loop = new LoopKey(PROCESS, "loop-1");
        web.fleet.incident(
                session,
                Samples.incident("inc-1", loop, true, web.fleet.instant().minusSeconds(2), Duration.ofSeconds(2)));

        HttpResponse<String> response = web.get("/live/checkout");
        JsonNode frozen = RunningServer.parse(response.body()).path("frozen");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(frozen).hasSize(1);
        assertThat(frozen.get(0).path("loop").asText()).isEqualTo("loop-1");
        assertThat(frozen.get(0).path("since").asText()).startsWith("2026-11-01T10:00:5");
        assertThat(frozen.get(0).path("cause").asText()).isEqualTo("socket");
        assertThat(frozen.get(0).path("culprit").path("method").asText()).isEqualTo("ping");
    }

    @Test
    void frozenLoopWithoutAnIncidentYet_isToldAllTheSame() throws Exception {
        web.fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(2)));

        JsonNode frozen = web.json("/live/checkout").path("frozen").get(0);

        assertThat(frozen.path("stallAgeMs").asLong()).isEqualTo(2000);
        assertThat(frozen.path("incident").isNull()).isTrue();
    }

    @Test
    void processWhoseProbeIsGone_doesNotCount() throws Exception {
        web.fleet.report(session, Samples.stalled(PROCESS, "loop-1", Duration.ofSeconds(2)));
        web.fleet.disconnect(session);

        HttpResponse<String> response = web.get("/live/checkout");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RunningServer.parse(response.body()).path("connected").asInt())
                .isZero();
    }

    @Test
    void frozenLoopOfAnotherService_doesNotCount() throws Exception {
        web.fleet.report(session, Samples.running(PROCESS, "loop-1"));
        ProcessKey other = new ProcessKey("search", "1@b");
        web.fleet.report(web.fleet.connect("search", "1@b"), Samples.stalled(other, "loop-1", Duration.ofSeconds(9)));

        assertThat(web.get("/live/checkout").statusCode()).isEqualTo(200);
        assertThat(web.get("/live/search").statusCode()).isEqualTo(503);
    }

    @Test
    void unknownService_isAProblem() throws Exception {
        HttpResponse<String> response = web.get("/live/none");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
