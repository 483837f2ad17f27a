package dev.holter.probe.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes the sockets of one link: they give up connecting in time, and all of them can be closed from
 * another thread, whatever the thread that uses them is blocked in.
 */
final class CuttableSockets extends SocketFactory {
    private final int connectMillis;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean isCut;

    /**
     * @param connectPatience how long connecting may take
     */
    CuttableSockets(Duration connectPatience) {
        this.connectMillis = Math.toIntExact(connectPatience.toMillis());
    }

    /** Closes every socket and makes no more. */
    synchronized void cut() {
        isCut = true;
        sockets.forEach(CuttableSockets::close);
        sockets.clear();
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        register(socket);
        try {
            socket.connect(new InetSocketAddress(address, port), connectMillis);
        } catch (IOException e) {
            close(socket);
            throw e;
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("gRPC binds no local address");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("gRPC binds no local address");
    }

    private synchronized void register(Socket socket) throws SocketException {
        if (isCut) {
            close(socket);
            throw new SocketException("the link was cut");
        }
        sockets.add(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to be done for a socket that fails to close.
        }
    }
}
