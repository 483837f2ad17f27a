package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Vert.x 4 and 5: the build runs this on both. */
@Timeout(60)
class VertxRequestsTest {
    private static final String PASSWORD = "for tests";

    private final HookedProcess process = new HookedProcess();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
        process.close();
    }

    @Test
    void http1Requests_areCounted() throws Exception {
        int port = server();
        try (HttpClientSocket client = new HttpClientSocket(port)) {
            for (int i = 0; i < 5; i++) {
                client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                client.readUntil("orders");
            }
            client.send("HEAD / HTTP/1.1\r\nHost: shop\r\n\r\n");
            client.readUntil("\r\n\r\n");
            client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".repeat(3));
            for (int i = 0; i < 3; i++) {
                client.readUntil("orders");
            }
            process.awaitRequests(9, 9);
        }
    }

    @Test
    void unansweredRequest_isGivenUpWithItsConnection() throws Exception {
        int port = server();
        try (HttpClientSocket client = new HttpClientSocket(port)) {
            client.send("GET /silence HTTP/1.1\r\nHost: shop\r\n\r\n");
            process.awaitRequests(1, 0);
        }
        process.awaitRequests(1, 1);
    }

    @Test
    void http2WithPriorKnowledge_isCountedByStreams() throws Exception {
        requestsOver(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    @Test
    void upgradeToHttp2_countsTheFirstRequestOnce() throws Exception {
        requestsOver(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(true));
    }

    @Test
    void http2OverTls_isCountedByStreams(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("shop.p12");
        makeCertificate(store);
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
        HttpServer server = vertx.createHttpServer(options).requestHandler(request -> {
            var unused = request.response().end("orders");
        });
        int port = await(server.listen(0, "127.0.0.1")).actualPort();
        HttpClient client = client(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false));

        fiveRequests(client, port);
    }

    private void requestsOver(HttpClientOptions options) throws Exception {
        fiveRequests(client(options), server());
    }

    /** Vert.x 5 has another return type there, which a class compiled against 4 does not link to. */
    private HttpClient client(HttpClientOptions options) throws Exception {
        return (HttpClient) Vertx.class
                .getMethod("createHttpClient", HttpClientOptions.class)
                .invoke(vertx, options);
    }

    private void fiveRequests(HttpClient client, int port) throws Exception {
        for (int i = 0; i < 5; i++) {
            HttpClientResponse response = awaitOfLoop(() -> client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                    .compose(request -> request.send())
                    .compose(answer -> answer.body().map(answer)));
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
        }
        process.awaitRequests(5, 5);
    }

    private int server() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            if (!request.path().equals("/silence")) {
                var unused = request.response().end("orders");
            }
        });
        return await(server.listen(0, "127.0.0.1")).actualPort();
    }

    private static void makeCertificate(Path store) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    /** Asked from another thread than the loop's, a response may have ended before its body is asked for. */
    private <T> T awaitOfLoop(Supplier<Future<T>> call) throws Exception {
        Executor loop = task -> vertx.runOnContext(unused -> task.run());
        return CompletableFuture.supplyAsync(() -> call.get().toCompletionStage(), loop)
                .thenCompose(answer -> answer)
                .get(20, TimeUnit.SECONDS);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
