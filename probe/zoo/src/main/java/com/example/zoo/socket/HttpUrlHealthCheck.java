package com.example.zoo.socket;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.Map;

/** Asks an upstream over HTTP, with no read timeout. */
public final class HttpUrlHealthCheck implements Pathology {
    private final SlowServer upstream = SlowServer.http();

    /** Starts the upstream. */
    public HttpUrlHealthCheck() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + upstream.port());
    }

    @Override
    public void handle(Request request) throws IOException {
        URL url = URI.create("http://127.0.0.1:" + upstream.port() + "/health?ms=" + request.millis())
                .toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.getResponseCode(); // culprit
        connection.disconnect();
    }

    @Override
    public void close() throws IOException {
        upstream.close();
    }
}
