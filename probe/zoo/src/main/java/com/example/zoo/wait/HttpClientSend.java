package com.example.zoo.wait;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Asks an upstream with the JDK's HTTP client, and waits for it. */
public final class HttpClientSend implements Pathology {
    private final SlowServer upstream = SlowServer.http();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Starts the upstream. */
    public HttpClientSend() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.CompletableFuture$Signaller");
    }

    @Override
    public void handle(Request request) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + upstream.port() + "/stock?ms=" + request.millis());
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()); // culprit
    }

    @Override
    public void close() throws IOException {
        upstream.close();
    }
}
