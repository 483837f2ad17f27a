package dev.holter.benchmarks.loops;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.net.Connection;
import dev.holter.runtime.net.Server;
import dev.holter.runtime.net.StreamReader;
import dev.holter.runtime.net.Streams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The echo server over the runtime: a coroutine for each connection. */
final class RuntimeEcho {
    private static final int BLOCK = 16 * 1024;

    private RuntimeEcho() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        EventLoop.runMain(() -> {
            try (Server server =
                    Streams.serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RuntimeEcho::echo)) {
                PeerMain.ready(((InetSocketAddress) server.address()).getPort());
                server.awaitClosed();
                return true;
            }
        });
    }

    private static void echo(Connection connection) throws IOException {
        StreamReader reader = connection.reader();
        for (byte[] block = reader.read(BLOCK); block.length > 0; block = reader.read(BLOCK)) {
            connection.writer().write(block);
            connection.writer().drain();
        }
    }
}
