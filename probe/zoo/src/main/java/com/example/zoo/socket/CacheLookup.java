package com.example.zoo.socket;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads a line from a cache server through a plain socket, with no timeout. */
public final class CacheLookup implements Pathology {
    private final SlowServer cache = SlowServer.line();

    /** Starts the cache server. */
    public CacheLookup() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + cache.port());
    }

    @Override
    public void handle(Request request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cache.port())) {
            socket.getOutputStream()
                    .write(("GET stock ms=" + request.millis() + "\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine(); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        cache.close();
    }
}
