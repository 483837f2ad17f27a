package com.example.zoo.mixed;

import com.example.zoo.pause.Ballast;
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

/** Waits for an upstream for most of the time, then asks for a full collection of a large heap. */
public final class SocketThenCollection implements Pathology {
    private static final long UPSTREAM_MILLIS = 1000;

    private final SlowServer upstream = SlowServer.line();
    private final Ballast ballast = new Ballast();

    /** Starts the upstream and fills the heap. */
    public SocketThenCollection() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + upstream.port());
    }

    @Override
    public void handle(Request request) throws IOException {
        request.turnsTo("socket");
        ask(UPSTREAM_MILLIS + request.millis());
        request.turnsTo("gc");
        System.gc();
    }

    private void ask(long millis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port())) {
            socket.getOutputStream().write(("ms=" + millis + "\n").getBytes(StandardCharsets.US_ASCII));
            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine(); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        upstream.close();
        ballast.close();
    }
}
