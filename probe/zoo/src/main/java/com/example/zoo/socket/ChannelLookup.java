package com.example.zoo.socket;

import com.example.zoo.peer.SlowServer;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads from a channel that was never made non-blocking. */
public final class ChannelLookup implements Pathology {
    private final SlowServer server = SlowServer.line();

    /** Starts the server. */
    public ChannelLookup() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + server.port());
    }

    @Override
    public void handle(Request request) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap(("ms=" + request.millis() + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.read(ByteBuffer.allocate(64)); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
