package dev.holter.agent.hooks;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

@Timeout(60)
class ReactorNettyRequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HookedProcess process = new HookedProcess();

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void http1Requests_areCounted() throws Exception {
        DisposableServer server = server(HttpProtocol.HTTP11);
        try (HttpClientSocket client = new HttpClientSocket(server.port())) {
            for (int i = 0; i < 5; i++) {
                client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                client.readUntil("orders");
            }
            process.awaitRequests(5, 5);
        } finally {
            server.disposeNow(PATIENCE);
        }
    }

    @Test
    void http2WithPriorKnowledge_isCountedByStreams() {
        DisposableServer server = server(HttpProtocol.H2C);
        try {
            requestsTo(server, HttpProtocol.H2C);
            process.awaitRequests(5, 5);
        } finally {
            server.disposeNow(PATIENCE);
        }
    }

    @Test
    void upgradeToHttp2_countsTheFirstRequestOnce() {
        DisposableServer server = server(HttpProtocol.HTTP11, HttpProtocol.H2C);
        try {
            requestsTo(server, HttpProtocol.HTTP11, HttpProtocol.H2C);
            process.awaitRequests(5, 5);
        } finally {
            server.disposeNow(PATIENCE);
        }
    }

    @Test
    void http2ConnectionThatIsOlderThanTheWatch_isCountedOnce() {
        process.lookAway();
        DisposableServer server = server(HttpProtocol.H2C);
        try {
            HttpClient client = client(server, HttpProtocol.H2C);
            fiveRequests(client);
            process.awaitRequests(0, 0);
            process.lookBack();
            fiveRequests(client);
            fiveRequests(client);
            process.awaitRequests(10, 10);
        } finally {
            server.disposeNow(PATIENCE);
        }
    }

    private static void requestsTo(DisposableServer server, HttpProtocol... protocols) {
        fiveRequests(client(server, protocols));
    }

    private static HttpClient client(DisposableServer server, HttpProtocol... protocols) {
        return HttpClient.create().protocol(protocols).host("127.0.0.1").port(server.port());
    }

    private static void fiveRequests(HttpClient client) {
        for (int i = 0; i < 5; i++) {
            client.request(HttpMethod.GET)
                    .uri("/")
                    .responseSingle((response, body) -> body.asString())
                    .block(PATIENCE);
        }
    }

    private static DisposableServer server(HttpProtocol... protocols) {
        return HttpServer.create()
                .protocol(protocols)
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sendString(Mono.just("orders")))
                .bindNow(PATIENCE);
    }
}
