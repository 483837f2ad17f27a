package dev.holter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.examples.HttpServer.Request;
import dev.holter.examples.HttpServer.Response;
import dev.holter.runtime.Async;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.Server;
import dev.holter.runtime.net.Streams;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServerTest {
    private static Response answer(Request request) {
        return switch (request.target()) {
            case "/hello" -> new Response(200, "hello\n");
            case "/upper" -> new Response(200, request.body().toUpperCase(Locale.ROOT));
            case "/broken" -> throw new IllegalStateException("as planned");
            default -> new Response(404, "nothing at " + request.target() + "\n");
        };
    }

    /** Whether the JDK's own client, which keeps its connection, understands the server. */
    private static HttpResponse<String> ask(String path, String body) throws Exception {
        return EventLoop.runMain(() -> {
            try (Server server = HttpServer.serve(0, HttpServerTest::answer);
                    java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
                int port = ((InetSocketAddress) server.address()).getPort();
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .POST(BodyPublishers.ofString(body))
                        .build();
                CompletableFuture<HttpResponse<String>> asked = client.sendAsync(request, BodyHandlers.ofString());
                HttpResponse<String> response = Async.await(Async.toThread(asked::get));
                client.shutdownNow();
                return response;
            }
        });
    }

    @Test
    void knownTarget_isAnswered() throws Exception {
        HttpResponse<String> response = ask("/hello", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello\n");
    }

    @Test
    void body_arrives() throws Exception {
        assertThat(ask("/upper", "quiet").body()).isEqualTo("QUIET");
    }

    @Test
    void unknownTarget_isNotFound() throws Exception {
        assertThat(ask("/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void handlerThatFails_isAnError() throws Exception {
        HttpResponse<String> response = ask("/broken", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("as planned");
    }

    @Test
    void requestsOnOneConnection_areAnsweredInTurn() throws Exception {
        String answers = talk("GET /hello HTTP/1.1\r\n\r\nGET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n");

        assertThat(answers).containsSubsequence("HTTP/1.1 200", "hello", "HTTP/1.1 404", "Connection: close");
    }

    @Test
    void whatIsNoRequest_isRefused() throws Exception {
        assertThat(talk("what?\r\n\r\n")).startsWith("HTTP/1.1 400").contains("not a request: what?");
    }

    @Test
    void bodyOfNoLength_isRefused() throws Exception {
        assertThat(talk("POST /upper HTTP/1.1\r\nContent-Length: many\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void chunkedBody_isRefused_andNotTakenForARequest() throws Exception {
        String chunk = "GET /hello HTTP/1.1\r\nX: y\r\n\r\n";
        String answers = talk(String.join(
                "\r\n",
                "POST /upper HTTP/1.1",
                "Transfer-Encoding: chunked",
                "Content-Length: 4",
                "",
                Integer.toHexString(chunk.length()),
                chunk,
                "0",
                "",
                ""));

        assertThat(answers).startsWith("HTTP/1.1 501").contains("chunked").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: +5",
                "Content-Length : 5",
                " Content-Length: 5",
                "Transfer-Encoding : chunked",
                "no colon"
            })
    void headersThatLeaveTheEndOfTheRequestOpen_areRefused(String header) throws Exception {
        String answers = talk("POST /upper HTTP/1.1\r\n" + header + "\r\n\r\nGET /hello HTTP/1.1\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void headerThatIsTooLong_isRefused() throws Exception {
        String longLine = "X: " + "y".repeat(300_000);

        assertThat(talk("GET /hello HTTP/1.1\r\n" + longLine + "\r\n\r\n")).startsWith("HTTP/1.1 431");
    }

    @Test
    void targetThatIsTooLong_isRefused() throws Exception {
        assertThat(talk("GET /" + "y".repeat(300_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414");
    }

    @Test
    void tooManyHeaders_areRefused() throws Exception {
        assertThat(talk("GET /hello HTTP/1.1\r\n" + "X: y\r\n".repeat(101) + "\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(talk("GET /hello HTTP/1.1\r\n" + "X: y\r\n".repeat(100) + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void bodyThatIsTooLong_isRefused() throws Exception {
        assertThat(talk("POST /upper HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /hello HTTP/1.1\r\nX: y\r\n", "POST /upper HTTP/1.1\r\nContent-Length: 10\r\n\r\nshort"})
    void requestThatEndsHalfWay_isRefused(String request) throws Exception {
        assertThat(talk(request)).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }

    private static String talk(String text) throws Exception {
        return EventLoop.runMain(() -> {
            try (Server server = HttpServer.serve(0, HttpServerTest::answer);
                    Connection client = Streams.connect(server.address())) {
                client.writer().write(text);
                client.writer().closeOutput();
                return new String(client.reader().readAll(), UTF_8);
            }
        });
    }
}
