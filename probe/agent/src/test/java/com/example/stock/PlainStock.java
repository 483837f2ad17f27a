package com.example.stock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Over a thread that takes one connection after another, and so without any loop. */
final class PlainStock {
    private PlainStock() {}

    static int listen() throws IOException {
        return listen(Inventory::count);
    }

    /** Answers each connection with what is asked elsewhere. */
    static int listen(Callable<String> inventory) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server, inventory), "acceptor");
        thread.start();
        return server.getLocalPort();
    }

    private static void serve(ServerSocket server, Callable<String> inventory) {
        while (true) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(inventory.call().getBytes(StandardCharsets.UTF_8));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
