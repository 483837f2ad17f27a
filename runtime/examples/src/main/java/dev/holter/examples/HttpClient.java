package dev.holter.examples;

import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.StreamReader;
import dev.holter.runtime.net.Streams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Fetches pages by HTTP/1.1, a connection for each. */
final class HttpClient {
    private static final int DEFAULT_PORT = 80;

    private HttpClient() {}

    /** A page with its status. */
    record Page(int status, String body) {}

    /** Waits for a page. In a coroutine. */
    static Page get(URI uri) throws Exception {
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
        try (Connection connection = Streams.connect(address)) {
            connection
                    .writer()
                    .write("GET " + target(uri) + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                            + "\r\nConnection: close\r\n\r\n");
            connection.writer().drain();
            return read(connection.reader());
        }
    }

    private static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Page read(StreamReader reader) throws IOException {
        String line = reader.readLine();
        if (line == null || !line.startsWith("HTTP/1.1 ")) {
            throw new IOException("not an answer by HTTP/1.1: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        return new Page(status, new String(reader.readAll(), StandardCharsets.UTF_8));
    }
}
