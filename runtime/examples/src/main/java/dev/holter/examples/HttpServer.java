package dev.holter.examples;

import dev.holter.runtime.Async;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.Server;
import dev.holter.runtime.net.StreamReader;
import dev.holter.runtime.net.StreamWriter;
import dev.holter.runtime.net.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A small HTTP/1.1 server: bodies by their length, connections that are kept, and one time limit for each request. */
public final class HttpServer {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_BODY = 1024 * 1024;

    private final Handler handler;

    /** Answers requests. Runs in a coroutine of the connection, and may wait. */
    @FunctionalInterface
    public interface Handler {
        /** Answers one. */
        Response handle(Request request) throws Exception;
    }

    /**
     * A request.
     *
     * @param headers by their names in lower case
     */
    public record Request(String method, String target, Map<String, String> headers, String body) {
        boolean wantsToKeepTheConnection() {
            return !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        }
    }

    /** A response. Its body goes out in UTF-8. */
    public record Response(int status, String body) {}

    private HttpServer(Handler handler) {
        this.handler = handler;
    }

    /** Serves at a port of this machine; 0 takes a free one. In a coroutine. */
    public static Server serve(int port, Handler handler) throws IOException {
        HttpServer http = new HttpServer(handler);
        return Streams.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), http::converse);
    }

    private void converse(Connection connection) throws Exception {
        boolean keep = true;
        while (keep) {
            Request request;
            try {
                request = Async.timeout(IDLE, scope -> readRequest(connection.reader()));
            } catch (BadRequest bad) {
                write(connection.writer(), new Response(400, bad.getMessage() + "\n"), false);
                return;
            } catch (TimeoutException idle) {
                return;
            }
            if (request == null) {
                return;
            }
            keep = request.wantsToKeepTheConnection();
            write(connection.writer(), answer(request), keep);
        }
    }

    private Response answer(Request request) {
        try {
            return handler.handle(request);
        } catch (Exception e) {
            return new Response(500, "the server failed: " + e + "\n");
        }
    }

    private static @Nullable Request readRequest(StreamReader reader) throws IOException {
        String line = reader.readLine();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequest("not a request: " + line);
        }
        Map<String, String> headers = readHeaders(reader);
        int length = length(headers.getOrDefault("content-length", "0"));
        String body = new String(reader.readExactly(length), StandardCharsets.UTF_8);
        return new Request(parts[0], parts[1], headers, body);
    }

    private static Map<String, String> readHeaders(StreamReader reader) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || headers.size() == MOST_HEADERS) {
                throw new BadRequest("not a header, or one too many: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static int length(String value) throws BadRequest {
        try {
            int length = Integer.parseInt(value);
            if (length >= 0 && length <= LONGEST_BODY) {
                return length;
            }
        } catch (NumberFormatException e) {
            // As for one that is too long.
        }
        throw new BadRequest("a body of " + value + " bytes");
    }

    private static void write(StreamWriter writer, Response response, boolean keep) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        writer.write("HTTP/1.1 " + response.status() + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + (keep ? "" : "Connection: close\r\n")
                + "\r\n");
        writer.write(body);
        writer.drain();
    }

    private static final class BadRequest extends IOException {
        private static final long serialVersionUID = 1;

        BadRequest(String message) {
            super(message);
        }
    }
}
