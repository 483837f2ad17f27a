package com.example.zoo.mixed;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;

/** Waits for an upstream for three quarters of the time, then computes. */
public final class SocketThenCpu implements Pathology {
    private final SlowServer upstream = SlowServer.line();

    /** Starts the upstream. */
    public SocketThenCpu() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + upstream.port());
    }

    @Override
    public void handle(Request request) throws IOException, GeneralSecurityException {
        request.turnsTo("socket");
        ask(request.millis() * 3 / 4);
        request.turnsTo("cpu");
        sign(request.time().dividedBy(4));
    }

    private void ask(long millis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port())) {
            socket.getOutputStream().write(("ms=" + millis + "\n").getBytes(StandardCharsets.US_ASCII));
            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine(); // culprit
        }
    }

    private static void sign(Duration time) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1024];
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            block = sha256.digest(block);
        }
    }

    @Override
    public void close() throws IOException {
        upstream.close();
    }
}
