package dev.holter.examples;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.Server;
import dev.holter.runtime.net.StreamReader;
import dev.holter.runtime.net.StreamWriter;
import dev.holter.runtime.net.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sends back what it gets. */
public final class EchoServer {
    private static final int BLOCK = 16 * 1024;

    private EchoServer() {}

    /** Serves at a port of this machine; 0 takes a free one. In a coroutine. */
    public static Server serve(int port) throws IOException {
        return Streams.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), EchoServer::echo);
    }

    private static void echo(Connection connection) throws IOException {
        StreamReader reader = connection.reader();
        StreamWriter writer = connection.writer();
        for (byte[] block = reader.read(BLOCK); block.length > 0; block = reader.read(BLOCK)) {
            writer.write(block);
            writer.drain();
        }
    }

    /** Serves at the port that is given, until the process ends. */
    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0 ? 7777 : Integer.parseInt(arguments[0]);
        EventLoop.runMain(() -> {
            try (Server server = serve(port)) {
                System.out.println("Listening on " + server.address());
                server.awaitClosed();
                return null;
            }
        });
    }
}
