package dev.holter.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holter.cli.error.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch finish = new CountDownLatch(1);
    private HttpServer server;
    private CollectorApi api;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        api = new CollectorApi(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stopServer() {
        finish.countDown();
        api.close();
        server.stop(0);
    }

    @Test
    void events_arriveWhileTheConnectionIsOpen() throws Exception {
        serve(": hello\n\nevent: incident\ndata: {\"id\":1}\n\ndata: first\ndata: second\n\n");

        try (EventStream _ = api.events(listener())) {
            assertThat(next()).isEqualTo("incident {\"id\":1}");
            assertThat(next()).isEqualTo("message first\nsecond");
        }
    }

    @Test
    void endOfTheConnection_isTold() throws Exception {
        finish.countDown();
        serve("data: last\n\n");

        try (EventStream _ = api.events(listener())) {
            assertThat(next()).isEqualTo("message last");
            assertThat(next()).isEqualTo("ended");
        }
    }

    @Test
    void closedHere_isNotToldAsAnEnd() throws Exception {
        serve("data: first\n\n");

        api.events(listener()).close();
        finish.countDown();

        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNotEqualTo("ended");
    }

    @Test
    void otherAnswer_isAnError() {
        assertThatThrownBy(() -> api.events(listener()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("status 404");
    }

    private void serve(String text) {
        server.createContext("/api/v1/events", exchange -> answer(exchange, text));
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(text.getBytes(StandardCharsets.UTF_8));
            body.flush();
            finish.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    private EventStream.Listener listener() {
        return new EventStream.Listener() {
            @Override
            public void event(String name, String data) {
                heard.add(name + " " + data);
            }

            @Override
            public void ended() {
                heard.add("ended");
            }
        };
    }
}
