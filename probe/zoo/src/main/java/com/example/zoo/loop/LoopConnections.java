package com.example.zoo.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A connection to each event loop of a service. One thread at a time. */
public final class LoopConnections implements AutoCloseable {
    private static final int MOST_TRIES = 100;

    private final List<HttpConnection> connections = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Connects until every loop has a connection. */
    public LoopConnections(Service service) throws IOException {
        for (int i = 0; i < MOST_TRIES && names.size() < Service.LOOPS; i++) {
            HttpConnection connection = new HttpConnection(service.port());
            String name = connection.get("/loop");
            if (names.contains(name)) {
                connection.close();
            } else {
                connections.add(connection);
                names.add(name);
            }
        }
        if (names.size() < Service.LOOPS) {
            throw new IOException("only these loops serve connections: " + names);
        }
    }

    /** The connection to one of the loops, counted round and round. */
    public HttpConnection get(int loop) {
        return connections.get(loop % Service.LOOPS);
    }

    /** Name of the thread of one of the loops, counted round and round. */
    public String name(int loop) {
        return names.get(loop % Service.LOOPS);
    }

    @Override
    public void close() throws IOException {
        for (HttpConnection connection : connections) {
            connection.close();
        }
    }
}
