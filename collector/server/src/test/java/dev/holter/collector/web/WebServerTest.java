package dev.holter.collector.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.exposition.Samples;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebServerTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final RunningServer web = new RunningServer();

    @AfterEach
    void close() {
        web.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/html,*/*;q=0.8                                                          | text/plain
            application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5    | application/openmetrics-text
            application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited | application/vnd.google.protobuf
            """)
    void metrics_comeInTheFormThatIsAcceptedBest(String accept, String contentType) throws Exception {
        HttpResponse<byte[]> response = web.bytes("/metrics", "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(contentType);
        assertThat(response.body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/openmetrics-text;version=1.0.0",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            })
    void metrics_areCompressedWhereThatIsAccepted(String accept) throws Exception {
        web.fleet.report(
                web.fleet.connect("checkout", "1@a"), Samples.running(new ProcessKey("checkout", "1@a"), "loop-1"));

        HttpResponse<byte[]> response = web.bytes("/metrics", "Accept", accept, "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] text = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(text, StandardCharsets.UTF_8)).contains("eventloop_heartbeats_total");
    }

    @Test
    void page_loadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = web.get("/");

        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        Matcher references = REFERENCE.matcher(page.body());
        while (references.find()) {
            assertThat(web.get("/" + references.group(1)).statusCode())
                    .as(references.group(1))
                    .isEqualTo(200);
        }
    }

    @Test
    void page_neverTurnsTextIntoMarkup() throws Exception {
        assertThat(web.get("/page.js").body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void noAnswer_isSharedWithOtherOrigins() throws Exception {
        HttpResponse<String> response = web.get("/api/v1/loops", "Origin", "http://elsewhere.example");

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void healthyServer_saysSo(String path) throws Exception {
        assertThat(web.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void serverThatProbesCannotReachYet_isAliveAndNotReady() throws Exception {
        web.ready = false;

        assertThat(web.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(web.get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void unknownPath_isAProblem() throws Exception {
        HttpResponse<String> response = web.get("/api/v2");

        assertThat(response.statusCode()).isEqualTo(404);
        assertProblem(response, "Not Found", 404);
    }

    @Test
    void methodThatIsNotPossible_isAProblem() throws Exception {
        HttpRequest post = web.request("/api/v1/loops")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> response = web.send(post);

        assertThat(response.statusCode()).isEqualTo(405);
        assertProblem(response, "Method Not Allowed", 405);
    }

    @Test
    void fault_isAProblemWithoutAStack() throws Exception {
        web.fleet.failFromNowOn();

        HttpResponse<String> response = web.get("/api/v1/loops");

        assertThat(response.statusCode()).isEqualTo(500);
        assertProblem(response, "Server Error", 500);
        assertThat(response.body()).doesNotContain("Exception", "dev.holter", "planted");
    }

    @Test
    void portInUse_isOneClearLine() {
        int taken = web.server.port();

        assertThatThrownBy(() -> WebServer.start(web.parts(taken)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageNotContaining("\n");
    }

    private static void assertProblem(HttpResponse<String> response, String title, int status) throws Exception {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = RunningServer.parse(response.body());
        assertThat(problem.path("type").asText()).isEqualTo("about:blank");
        assertThat(problem.path("title").asText()).isEqualTo(title);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotEmpty();
    }
}
