package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.shop.ShopServer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(120)
class FrozenHttpServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RecordingSink sink = new RecordingSink();
    private final CountDownLatch upstreamAnswers = new CountDownLatch(1);
    private final ExecutorService upstreamThreads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final EventLoopGroup group = openGroup();
    private HttpServer upstream;
    private Probe probe;
    private NettyLoops loops;
    private ShopServer shop;

    @BeforeEach
    void openTheShop() throws IOException {
        upstream = openUpstream();
        probe = Probe.builder("shop")
                .reportInterval(Duration.ofMillis(20))
                .sink(sink)
                .start();
        loops = NettyLoops.watch(probe, "http", group);
        shop = new ShopServer(group, NioServerSocketChannel.class, loops::httpRequestCounter, uriOf(upstream));
        sink.awaitLoop("http-1", "heartbeats", one -> one.heartbeats() > 2);
    }

    @AfterEach
    void closeTheShop() {
        upstreamAnswers.countDown();
        TestedGroup.end(group);
        probe.close();
        upstream.stop(0);
        upstreamThreads.shutdownNow();
    }

    @Test
    void handlerThatSleeps_isTheCulpritOfASleepIncident() {
        int status = get("/sleep").join();

        Incident asleep = sink.awaitIncident("a sleep", one -> one.cause() == Cause.SLEEP);
        assertThat(status).isEqualTo(200);
        assertCulprit(asleep, "sleep");
    }

    @Test
    void handlerThatReadsFromASlowPeer_isTheCulpritOfASocketIncidentWhileItReads() {
        CompletableFuture<Integer> frozen = get("/upstream");

        Incident open = sink.awaitIncident("a socket", one -> one.open() && one.cause() == Cause.SOCKET);
        assertCulprit(open, "askUpstream");
        assertThat(open.loop()).isEqualTo("http-1");
        assertThat(open.demand().inFlight()).hasValue(1);
        assertThat(frozen).isNotDone();

        upstreamAnswers.countDown();
        assertThat(frozen.join()).isEqualTo(200);
        sink.awaitIncident("an end", one -> !one.open() && one.id().equals(open.id()));
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void peerOfASocketIncident_isToldWhileItReads() {
        CompletableFuture<Integer> frozen = get("/upstream");

        String peer = "127.0.0.1:" + upstream.getAddress().getPort();
        sink.awaitIncident(
                "a peer", one -> one.open() && peer.equals(one.details().get("peer")));
        assertThat(frozen).isNotDone();
    }

    @Test
    void requestsBeforeAndAfterAFreeze_areAllCounted() {
        Stream.generate(() -> get("/")).limit(20).toList().forEach(CompletableFuture::join);
        CompletableFuture<Integer> frozen = get("/upstream");
        sink.awaitIncident("a freeze", Incident::open);
        List<CompletableFuture<Integer>> waiting =
                Stream.generate(() -> get("/")).limit(20).toList();

        upstreamAnswers.countDown();

        frozen.join();
        waiting.forEach(CompletableFuture::join);
        sink.awaitLoop(
                "http-1",
                "41 requests, none in flight",
                one -> one.requestsStarted().orElse(0) == 41
                        && one.requestsFinished().orElse(0) == 41);
        assertThat(loops.failedCounters()).isZero();
    }

    @Test
    void olderClient_isCountedAsWell() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) shop.uri().resolve("/").toURL().openConnection();

        assertThat(connection.getResponseCode()).isEqualTo(200);
        connection.disconnect();

        sink.awaitLoop("http-1", "one request", one -> one.requestsFinished().orElse(0) == 1);
    }

    private void assertCulprit(Incident incident, String method) {
        StackTraceElement culprit = incident.culprit().orElseThrow();
        assertThat(culprit.getClassName()).isEqualTo("dev.holter.shop.ShopHandler");
        assertThat(culprit.getMethodName()).isEqualTo(method);
        assertThat(culprit.getFileName()).isEqualTo("ShopHandler.java");
        assertThat(culprit.getLineNumber()).isEqualTo(shop.blockingLine());
    }

    private CompletableFuture<Integer> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(shop.uri().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
    }

    private static EventLoopGroup openGroup() {
        boolean netty42 = System.getProperty("expected.netty.version", "").startsWith("4.2.");
        return netty42 ? Netty42.ioGroup(1) : new NioEventLoopGroup(1);
    }

    private HttpServer openUpstream() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(upstreamThreads);
        server.createContext("/", exchange -> {
            try (exchange) {
                upstreamAnswers.await();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static URI uriOf(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
