package com.example.zoo.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that takes its time: it reads a line that holds {@code ms=N}, and answers N milliseconds
 * later. One request a connection, a thread for each.
 */
public final class SlowServer implements AutoCloseable {
    private static final Pattern MILLIS = Pattern.compile("ms=(\\d+)");

    private final ServerSocket server;
    private final String answer;

    private SlowServer(String answer) throws IOException {
        this.answer = answer;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Background.start("slow-server", this::accept);
    }

    /** One that speaks HTTP. */
    public static SlowServer http() throws IOException {
        return new SlowServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    }

    /** One that answers a line with a line. */
    public static SlowServer line() throws IOException {
        return new SlowServer("+OK\r\n");
    }

    /** The port of 127.0.0.1 on which it listens. */
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket socket = server.accept();
            Background.start("slow-server-connection", () -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            Matcher millis = MILLIS.matcher(line == null ? "" : line);
            if (millis.find()) {
                Thread.sleep(Long.parseLong(millis.group(1)));
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                drain(in);
            }
        }
    }

    /** A connection closed with something unread in it would take the answer back. */
    private static void drain(BufferedReader in) throws IOException {
        while (in.readLine() != null) {}
    }
}
