package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connects to a server whose accept queue is full, so that nobody answers the handshake. */
public final class BusyConnect implements Pathology {
    private final ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> queue = new ArrayList<>();

    /** Fills the accept queue. */
    public BusyConnect() throws IOException {
        for (int i = 0; i < 4; i++) {
            SocketChannel waiting = SocketChannel.open();
            waiting.configureBlocking(false);
            waiting.connect(busy.getLocalSocketAddress());
            queue.add(waiting);
        }
    }

    @Override
    public void handle(Request request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(busy.getLocalSocketAddress(), (int) request.millis()); // culprit
        } catch (SocketTimeoutException expected) {
            // a caller would be told that the server is not there
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel waiting : queue) {
            waiting.close();
        }
        busy.close();
    }
}
