package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;

/** Asks a time server over UDP that has nothing to say, and waits for its timeout. */
public final class TimeQuery implements Pathology {
    private final DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    /** Opens the port that swallows questions. */
    public TimeQuery() throws IOException {}

    @Override
    public void handle(Request request) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout((int) request.millis());
            socket.send(new DatagramPacket(new byte[48], 48, silent.getLocalSocketAddress()));
            socket.receive(new DatagramPacket(new byte[48], 48)); // culprit
        } catch (SocketTimeoutException expected) {
            // a caller would be told that the time is not known
        }
    }

    @Override
    public void close() {
        silent.close();
    }
}
