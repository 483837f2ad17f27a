package com.example.zoo.socket;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Asks a local daemon through a Unix domain socket, with no timeout. */
public final class UnixSocketCall implements Pathology {
    private final Path path = Files.createTempDirectory("zoo").resolve("daemon.sock");
    private final ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

    /** Starts the daemon. */
    public UnixSocketCall() throws IOException {
        daemon.bind(UnixDomainSocketAddress.of(path));
    }

    @Override
    public Map<String, String> details() {
        return Map.of("peer", path.toString());
    }

    @Override
    public void handle(Request request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
                SocketChannel peer = daemon.accept()) {
            Background.after(request.time(), "slow-daemon", () -> peer.write(ByteBuffer.allocate(1)));
            channel.read(ByteBuffer.allocate(1)); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        Files.deleteIfExists(path);
    }
}
