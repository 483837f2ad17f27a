package dev.holter.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on 127.0.0.1 that accepts every connection, and never reads and never writes. */
final class MuteServer implements AutoCloseable {
    private static final int SMALL_BUFFER = 4096;

    private final ServerSocket server = new ServerSocket();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    /** Listens on {@code 127.0.0.1:PORT}. */
    MuteServer(String address) throws IOException {
        server.setReuseAddress(true);
        server.setReceiveBufferSize(SMALL_BUFFER);
        server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port(address)));
        Thread.ofPlatform().daemon().name("mute-server").start(this::acceptAll);
    }

    /** How many connections it has accepted. */
    int connections() {
        return accepted.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private void acceptAll() {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException e) {
            // Closed: that is how it ends.
        }
    }
}
