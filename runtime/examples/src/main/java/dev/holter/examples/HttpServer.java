package dev.holter.examples;

import dev.holter.runtime.Async;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.IncompleteReadException;
import dev.holter.runtime.net.LimitOverrunException;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server: bodies by their length, connections that are kept, and one time limit for each request. What
 * it is not sure to understand it refuses, and closes the connection: where a request ends, nobody may guess.
 */
public final class HttpServer {
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** So long what a refused client still sends is read, so that the answer reaches it. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Pattern NAME = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final int BLOCK = 8 * 1024;
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
     * @param headers by their names in lower case; what comes twice is joined by a comma
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
        try {
            Request request = next(connection);
            while (request != null) {
                boolean keep = request.wantsToKeepTheConnection();
                write(connection.writer(), answer(request), keep);
                request = keep ? next(connection) : null;
            }
        } catch (Refused refused) {
            refuse(connection, refused);
        } catch (TimeoutException idle) {
            // Nobody is there, or somebody who takes too long.
        }
    }

    private static @Nullable Request next(Connection connection) throws Exception {
        return Async.timeout(IDLE, scope -> readRequest(connection.reader()));
    }

    /** A socket that is closed with something unread takes back what it has sent. */
    private static void refuse(Connection connection, Refused refused) throws Exception {
        write(connection.writer(), new Response(refused.status, refused.getMessage() + "\n"), false);
        connection.writer().closeOutput();
        try {
            Async.timeout(LINGER, scope -> dropTheRest(connection.reader()));
        } catch (TimeoutException endless) {
            // Then it is its own fault.
        }
    }

    private static boolean dropTheRest(StreamReader reader) throws IOException {
        while (reader.read(BLOCK).length > 0) {
            // Nobody wants it.
        }
        return reader.isAtEnd();
    }

    private Response answer(Request request) {
        try {
            return handler.handle(request);
        } catch (Exception e) {
            return new Response(500, "the server failed: " + e + "\n");
        }
    }

    private static @Nullable Request readRequest(StreamReader reader) throws IOException {
        String line = readLine(reader, 414);
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Refused(400, "not a request: " + line);
        }
        Map<String, String> headers = readHeaders(reader);
        return new Request(parts[0], parts[1], headers, readBody(reader, headers));
    }

    /** A line; null at the end. */
    private static @Nullable String readLine(StreamReader reader, int statusWhereTooLong) throws IOException {
        try {
            return reader.readLine();
        } catch (LimitOverrunException tooLong) {
            throw new Refused(statusWhereTooLong, "a line of more than " + StreamReader.LIMIT + " bytes");
        }
    }

    private static Map<String, String> readHeaders(StreamReader reader) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int count = 0; count <= MOST_HEADERS; count++) {
            String line = readLine(reader, 431);
            if (line == null) {
                throw new Refused(400, "a request without its end");
            }
            if (line.isEmpty()) {
                return headers;
            }
            add(headers, line);
        }
        throw new Refused(431, "more than " + MOST_HEADERS + " headers");
    }

    private static void add(Map<String, String> headers, String line) throws Refused {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (!NAME.matcher(name).matches()) {
            throw new Refused(400, "not a header: " + line);
        }
        headers.merge(
                name.toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip(),
                (first, second) -> first + ", " + second);
    }

    private static String readBody(StreamReader reader, Map<String, String> headers) throws IOException {
        String coding = headers.get("transfer-encoding");
        if (coding != null) {
            throw new Refused(501, "a body whose transfer coding is " + coding + ": send it by its length");
        }
        int length = length(headers.getOrDefault("content-length", "0"));
        try {
            return new String(reader.readExactly(length), StandardCharsets.UTF_8);
        } catch (IncompleteReadException ended) {
            throw new Refused(400, "a body without its end");
        }
    }

    private static int length(String value) throws Refused {
        if (!DIGITS.matcher(value).matches()) {
            throw new Refused(400, "a body of " + value + " bytes");
        }
        int length = Integer.parseInt(value);
        if (length > LONGEST_BODY) {
            throw new Refused(413, "a body of " + value + " bytes, and not of " + LONGEST_BODY + " at most");
        }
        return length;
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

    /** A request that is not answered, and after which nothing can be made of the connection. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
