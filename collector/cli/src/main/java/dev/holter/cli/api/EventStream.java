package dev.holter.cli.api;

import dev.holter.cli.error.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events of one connection. A thread of the stream's own calls the listener, one event after
 * another, until the server ends the connection or the stream is closed. It does not connect again:
 * what happened meanwhile would be missing without a word.
 */
public final class EventStream implements AutoCloseable {
    private final InputStream body;
    private final Listener listener;
    private volatile boolean closed;

    private EventStream(InputStream body, Listener listener) {
        this.body = body;
        this.listener = listener;
    }

    /** Called on the stream's thread. */
    public interface Listener {
        /**
         * One event.
         *
         * @param name the event's name, {@code message} where the server gave none
         * @param data its lines, joined by line feeds
         */
        void event(String name, String data);

        /** The server ended the connection, or it broke. Not called where the stream was closed here. */
        void ended();
    }

    /**
     * Connects; events from then on arrive.
     *
     * @throws UserError where the server cannot be reached or answers otherwise
     */
    static EventStream open(HttpClient http, URI address, Listener listener) {
        HttpResponse<InputStream> response = connect(http, address);
        if (response.statusCode() != 200) {
            throw new UserError(address + " answered with status " + response.statusCode());
        }
        EventStream stream = new EventStream(response.body(), listener);
        Thread.ofVirtual().name("event-stream").start(stream::read);
        return stream;
    }

    /** Ends the connection; at most one further event may be on its way to the listener. */
    @Override
    public void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<InputStream> connect(HttpClient http, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "text/event-stream")
                .build();
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UserError("cannot follow " + address + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while asking " + address, e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            EventParser parser = new EventParser(listener::event);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parser.line(line);
            }
        } catch (IOException e) {
            // The connection broke, or was closed here: told apart below, and the end in both cases.
        }
        if (!closed) {
            listener.ended();
        }
    }
}
