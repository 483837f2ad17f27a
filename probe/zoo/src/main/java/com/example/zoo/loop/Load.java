package com.example.zoo.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to a service from a few callers, each of which waits for its answer: 200 a second at most.
 * The callers end with the load, or with the service.
 */
public final class Load implements AutoCloseable {
    private static final int CALLERS = 4;
    private static final long PAUSE_MILLIS = 20;

    private final Service service;
    private final List<HttpConnection> connections = new ArrayList<>();
    private volatile boolean ended;

    /** Prepares for it. */
    public Load(Service service) {
        this.service = service;
    }

    /** Starts the callers. */
    public void start() throws IOException {
        for (int i = 0; i < CALLERS; i++) {
            HttpConnection connection = new HttpConnection(service.port());
            connections.add(connection);
            Thread caller = new Thread(() -> call(connection), "caller-" + i);
            caller.setDaemon(true);
            caller.start();
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }

    private void call(HttpConnection connection) {
        try {
            while (!ended) {
                connection.get("/hello");
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            if (!ended) {
                throw new IllegalStateException("a caller got no answer", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
