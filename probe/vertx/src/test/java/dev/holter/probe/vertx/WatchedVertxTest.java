package dev.holter.probe.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class WatchedVertxTest {
    private static final String LOOP = "vert.x-eventloop-thread-0";

    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(20))
            .applicationPackages(WatchedVertxTest.class.getPackageName() + ".WatchedVertxTest")
            .sink(sink)
            .start();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setEventLoopPoolSize(1))
            .withMetrics(new WatchedVertx(probe))
            .build();

    @AfterEach
    void end() {
        answers.countDown();
        OpenVertx.close(vertx);
        probe.close();
    }

    @Test
    void loopsOfAnInstance_areWatchedUnderTheNamesOfTheirThreads() {
        assertThat(sink.awaitLoop(LOOP, "heartbeats", one -> one.heartbeats() > 2)
                        .kind())
                .isEqualTo("vertx");
    }

    @ParameterizedTest
    @EnumSource
    void requests_areCountedWithEitherProtocol(HttpClient.Version protocol) {
        URI server = serve(request -> request.response().end("fine"));

        Stream.generate(() -> get(server, protocol)).limit(20).toList().forEach(CompletableFuture::join);

        awaitRequests(20, 20);
    }

    @Test
    void requestBehindAFreeze_isInFlight() {
        URI server = serve(request -> {
            awaitAnswers();
            request.response().end();
        });
        sink.awaitLoop(LOOP, "heartbeats", one -> one.heartbeats() > 2);
        CompletableFuture<Integer> frozen = get(server, HttpClient.Version.HTTP_1_1);

        Incident open = sink.awaitIncident("a wait", one -> one.open() && one.cause() == Cause.WAIT);
        assertThat(open.culprit().orElseThrow().getMethodName()).isEqualTo("awaitAnswers");
        assertThat(open.demand().inFlight()).hasValue(1);

        answers.countDown();
        assertThat(frozen.join()).isEqualTo(200);
        awaitRequests(1, 1);
    }

    @Test
    void requestWhoseClientLeaves_isFinished() throws IOException {
        URI server = serve(request -> {});
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitRequests(1, 0);
        }
        awaitRequests(1, 1);
    }

    @Test
    void requestThatBecomesAWebSocket_isFinished() {
        URI server = serve(request -> {});
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.getPort() + "/"), new WebSocket.Listener() {})
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        awaitRequests(1, 1);
        socket.abort();
    }

    @Test
    void instanceThatCloses_isWatchedNoMore() {
        sink.awaitLoop(LOOP, "heartbeats", one -> one.heartbeats() > 2);

        OpenVertx.close(vertx);

        sink.awaitNoLoop(LOOP);
    }

    @Test
    void otherInstances_canBeWatchedWithoutRequests() {
        OpenVertx other = OpenVertx.open();
        try (VertxLoops loops = VertxLoops.watch(probe, other.vertx())) {
            assertThat(loops.loops()).extracting(WatchedLoop::name).containsExactly(LOOP + "#2");
            sink.awaitLoop(LOOP + "#2", "heartbeats", one -> one.heartbeats() > 2);
        } finally {
            other.terminate();
        }
    }

    private URI serve(Handler<HttpServerRequest> handler) {
        int port = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(handler)
                .webSocketHandler(socket -> {})
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .actualPort();
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private CompletableFuture<Integer> get(URI server, HttpClient.Version protocol) {
        HttpRequest request = HttpRequest.newBuilder(server)
                .version(protocol)
                .timeout(Duration.ofSeconds(30))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    private void awaitAnswers() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRequests(long started, long finished) {
        sink.awaitLoop(
                LOOP,
                started + " requests, " + finished + " of them finished",
                one -> one.requestsStarted().orElse(0) == started
                        && one.requestsFinished().orElse(0) == finished);
    }
}
