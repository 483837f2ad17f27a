package com.example.zoo.socket;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;

/** Resolves a host name while the name server of the machine does not answer; the time is the resolver's. */
public final class HostLookup implements Pathology {
    private static final String NAME_SERVER = "127.0.0.77";
    private static final int DNS = 53;

    private final DatagramSocket silent = new DatagramSocket(DNS, InetAddress.getByName(NAME_SERVER));
    private final AtomicInteger names = new AtomicInteger();

    /** Opens the port that swallows questions. */
    public HostLookup() throws IOException {}

    @Override
    public void handle(Request request) throws IOException {
        try {
            InetAddress.getByName("stock-" + names.incrementAndGet() + ".example"); // culprit
        } catch (UnknownHostException expected) {
            // a caller would be told that the host is not known
        }
    }

    @Override
    public void close() {
        silent.close();
    }
}
