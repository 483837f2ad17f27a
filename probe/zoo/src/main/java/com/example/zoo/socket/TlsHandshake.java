package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Begins TLS with a peer that never says hello. */
public final class TlsHandshake implements Pathology {
    private final ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** Starts the peer. */
    public TlsHandshake() throws IOException {}

    @Override
    public void handle(Request request) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket socket =
                (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), mute.getLocalPort())) {
            socket.setSoTimeout((int) request.millis());
            socket.startHandshake(); // culprit
        } catch (SocketTimeoutException expected) {
            // a caller would be told that the peer is not there
        }
    }

    @Override
    public void close() throws IOException {
        mute.close();
    }
}
