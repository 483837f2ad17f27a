package dev.holter.probe.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

@Timeout(60)
class ReactorNettyLoopsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingSink sink = new RecordingSink();
    private final Probe probe = Probe.builder("shop")
            .reportInterval(Duration.ofMillis(20))
            .applicationPackages(ReactorNettyLoopsTest.class.getName())
            .sink(sink)
            .start();
    private final LoopResources resources = LoopResources.create("shop", 1, true);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch answers = new CountDownLatch(1);
    private ReactorNettyLoops loops;
    private DisposableServer server;
    private String loop;

    @BeforeEach
    void open() {
        loops = ReactorNettyLoops.watch(probe, resources);
        server = loops.countRequests(HttpServer.create())
                .runOn(resources)
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow(PATIENCE);
        loop = loops.loops().get(0).name();
        sink.awaitLoop(loop, "heartbeats", one -> one.heartbeats() > 2);
    }

    @AfterEach
    void end() {
        answers.countDown();
        server.disposeNow(PATIENCE);
        resources.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
        probe.close();
    }

    @Test
    void loopsOfTheResources_areWatchedUnderTheNamesOfTheirThreads() {
        assertThat(loop).startsWith("shop-");
        assertThat(sink.awaitLoop(loop, "heartbeats", one -> one.heartbeats() > 2)
                        .kind())
                .isEqualTo("reactor-netty");
    }

    @Test
    void requests_areCountedAcrossConnectionsThatStayOpen() {
        Stream.generate(() -> get("/")).limit(10).toList().forEach(CompletableFuture::join);
        Stream.generate(() -> get("/")).limit(10).forEach(CompletableFuture::join);

        awaitRequests(20, 20);
        assertThat(loops.failedCounters()).isZero();
    }

    @Test
    void requestBehindAFreeze_isInFlight() {
        CompletableFuture<Integer> frozen = get("/wait");

        Incident open = sink.awaitIncident("a wait", one -> one.open() && one.cause() == Cause.WAIT);
        assertThat(open.culprit().orElseThrow().getMethodName()).isEqualTo("awaitAnswers");
        assertThat(open.demand().inFlight()).hasValue(1);

        answers.countDown();
        assertThat(frozen.join()).isEqualTo(200);
        awaitRequests(1, 1);
    }

    @Test
    void resourcesThatAreDisposedOf_areWatchedNoMore() {
        server.disposeNow(PATIENCE);
        resources.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);

        sink.awaitNoLoop(loop);
    }

    @Test
    void closedWatch_leavesTheServerAlone() {
        loops.close();
        sink.awaitNoLoop(loop);

        assertThat(get("/").join()).isEqualTo(200);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.path().equals("wait")) {
            awaitAnswers();
        }
        return response.sendString(Mono.just("fine"));
    }

    private void awaitAnswers() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Integer> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    private void awaitRequests(long started, long finished) {
        sink.awaitLoop(
                loop,
                started + " requests, " + finished + " of them finished",
                one -> one.requestsStarted().orElse(0) == started
                        && one.requestsFinished().orElse(0) == finished);
    }
}
