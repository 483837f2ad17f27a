package com.example.zoo.socket;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Runs a selector of its own inside a callback. */
public final class NestedSelect implements Pathology {
    private final SlowServer server = SlowServer.line();

    /** Starts the server. */
    public NestedSelect() throws IOException {}

    @Override
    public void handle(Request request) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap(("ms=" + request.millis() + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            selector.select(); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
