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
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vert.x 4 and 5: the build runs this on both. */
@Timeout(60)
class VertxRequestsTest {
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

    private void requestsOver(HttpClientOptions options) throws Exception {
        int port = server();
        HttpClient client = vertx.createHttpClient(options);
        for (int i = 0; i < 5; i++) {
            HttpClientResponse response = await(client.request(HttpMethod.GET, port, "127.0.0.1", "/")
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

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
