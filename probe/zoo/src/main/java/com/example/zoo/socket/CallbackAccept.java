package com.example.zoo.socket;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Waits for a peer that was to call back on a port of its own. */
public final class CallbackAccept implements Pathology {

    @Override
    public void handle(Request request) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            Background.after(
                    request.time(), "slow-caller", () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
            server.accept().close(); // culprit
        }
    }
}
