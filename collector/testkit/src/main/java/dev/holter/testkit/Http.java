package dev.holter.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Plain requests to a server on this machine. Any thread may call it; every call blocks. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares responses
    public record Response(int status, String contentType, byte[] bytes) {
        /** The body as text. */
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Asks for a page. */
    public static Response get(URI uri) throws IOException {
        return get(uri, "*/*");
    }

    /**
     * Asks for a page in a format.
     *
     * @param accept value of the header Accept
     * @throws IOException where nobody answers within 30 s
     */
    public static Response get(URI uri, String accept) throws IOException {
        return send(HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", accept)
                .build());
    }

    /** Asks for a page, and fails where its status is not 200. */
    public static String text(URI uri) throws IOException {
        Response response = get(uri);
        if (response.status != 200) {
            throw new AssertionError(uri + " answers " + response.status + ": " + response.body());
        }
        return response.body();
    }

    private static Response send(HttpRequest request) throws IOException {
        try {
            var response = CLIENT.send(request, BodyHandlers.ofByteArray());
            String contentType = response.headers().firstValue("Content-Type").orElse("");
            return new Response(response.statusCode(), contentType, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request.uri(), e);
        }
    }
}
