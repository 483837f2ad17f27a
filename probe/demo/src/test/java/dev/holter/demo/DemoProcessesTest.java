package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DemoProcessesTest {
    private static final String NO_COLLECTOR = "--collector=127.0.0.1:1";
    private static final Pattern DURATION = Pattern.compile("\"durationMs\":(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void service_worksWithoutACollector() throws Exception {
        try (JavaProcess service = JavaProcess.start(DemoService.class, NO_COLLECTOR)) {
            String ready = service.awaitLine("\"event\":\"ready\"");
            assertThat(ready).matches("\\{\"event\":\"ready\",\"port\":\\d+,\"pid\":" + service.pid() + "}");
        }
    }

    @Test
    void healthCheck_freezesForAsLongAsItsUpstreamTakes() throws Exception {
        try (JavaProcess upstream = JavaProcess.start(Upstream.class);
                JavaProcess service = JavaProcess.start(
                        DemoService.class, NO_COLLECTOR, "--upstream=http://127.0.0.1:" + upstream.awaitPort() + "/")) {
            assertFreezes(service, service.awaitPort(), "socket");
        }
    }

    @Test
    void healthCheck_freezesForEachOtherCause() throws Exception {
        try (JavaProcess service = JavaProcess.start(DemoService.class, NO_COLLECTOR, "--loops=1")) {
            int port = service.awaitPort();
            for (String cause : List.of("sleep", "lock", "cpu")) {
                assertFreezes(service, port, cause);
            }
        }
    }

    @Test
    void routes_answerWithJsonAndAStatus() throws Exception {
        try (JavaProcess service = JavaProcess.start(DemoService.class, NO_COLLECTOR)) {
            int port = service.awaitPort();

            assertThat(get(port, "/work").join().body()).matches("\\{\"checksum\":\\d+,\"loop\":\"http-[12]\"}");
            assertThat(status(port, "/work")).isEqualTo(200);
            assertThat(status(port, "/")).isEqualTo(404);
            assertThat(status(port, "/health")).isEqualTo(400);
            assertThat(status(port, "/health?cause=boredom&freezeMs=10")).isEqualTo(400);
            assertThat(status(port, "/health?cause=sleep&freezeMs=-1")).isEqualTo(400);
            assertThat(status(port, "/health?cause=socket&freezeMs=10")).isEqualTo(503);
        }
    }

    @Test
    void upstream_letsNobodyWaitForTheDelayOfAnother() throws Exception {
        try (JavaProcess upstream = JavaProcess.start(Upstream.class)) {
            int port = upstream.awaitPort();
            CompletableFuture<HttpResponse<String>> slow = get(port, "/?delayMs=600000");

            assertThat(status(port, "/")).isEqualTo(200);
            assertThat(status(port, "/?delayMs=20")).isEqualTo(200);
            assertThat(status(port, "/?delayMs=soon")).isEqualTo(400);
            assertThat(slow).isNotDone();
            slow.cancel(true);
        }
    }

    @Test
    void processes_endAtTheEndOfStandardInput() throws Exception {
        for (Class<?> main : List.of(DemoService.class, Upstream.class)) {
            try (JavaProcess process = JavaProcess.start(main)) {
                process.awaitPort();
                process.endStandardInput();

                assertThat(process.awaitExit()).isZero();
                assertThat(process.errors()).doesNotContain("Exception");
            }
        }
    }

    @Test
    void service_endsOnSigtermThoughALoopIsFrozen() throws Exception {
        try (JavaProcess service = JavaProcess.start(DemoService.class, NO_COLLECTOR)) {
            CompletableFuture<HttpResponse<String>> frozen =
                    get(service.awaitPort(), "/health?cause=sleep&freezeMs=600000");
            service.awaitLine("freeze-began");
            service.terminate();

            assertThat(service.awaitExit()).isEqualTo(128 + 15);
            assertThat(frozen).failsWithin(Duration.ofSeconds(30));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--speed=11",
                "work",
                "--port=70000",
                "--loops=0",
                "--collector=nowhere",
                "--upstream=ftp://127.0.0.1/",
                "--threshold=soon",
                "--threshold=1ms"
            })
    void wrongOption_isOneLineAndExitStatus2(String option) throws Exception {
        assertRefused(DemoService.class, option);
    }

    @Test
    void portInUse_isOneLineAndExitStatus2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(DemoService.class, "--port=" + taken.getLocalPort());
            assertRefused(Upstream.class, "--port=" + taken.getLocalPort());
        }
    }

    private void assertFreezes(JavaProcess service, int port, String cause) throws InterruptedException {
        HttpResponse<String> response =
                get(port, "/health?cause=" + cause + "&freezeMs=300").join();

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        String began = service.awaitLine("freeze-began");
        String ended = service.awaitLine("freeze-ended");
        assertThat(began)
                .matches("\\{\"event\":\"freeze-began\",\"atEpochMs\":\\d+,\"loop\":\"http-[12]\",\"cause\":\"" + cause
                        + "\"}");
        Matcher duration = DURATION.matcher(ended);
        assertThat(duration.find()).as(ended).isTrue();
        assertThat(Long.parseLong(duration.group(1))).isBetween(250L, 20_000L);
    }

    private static void assertRefused(Class<?> main, String option) throws InterruptedException, IOException {
        try (JavaProcess process = JavaProcess.start(main, option)) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.errors().lines()).singleElement().asString().startsWith("demo ");
        }
    }

    private int status(int port, String path) {
        return get(port, path).join().statusCode();
    }

    private CompletableFuture<HttpResponse<String>> get(int port, String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
