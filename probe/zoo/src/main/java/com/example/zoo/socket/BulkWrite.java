package com.example.zoo.socket;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/** Writes more to a socket than its peer reads. */
public final class BulkWrite implements Pathology {
    private static final byte[] REPORT = new byte[64 << 20];

    private final ServerSocket archive = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** Starts the archive. */
    public BulkWrite() throws IOException {}

    @Override
    public Map<String, String> details() {
        return Map.of("peer", "127.0.0.1:" + archive.getLocalPort());
    }

    @Override
    public void handle(Request request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), archive.getLocalPort());
                Socket peer = archive.accept()) {
            Background.after(
                    request.time(),
                    "slow-archive",
                    () -> peer.getInputStream().transferTo(OutputStream.nullOutputStream()));
            socket.getOutputStream().write(REPORT); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
