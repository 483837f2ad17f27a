package dev.holter.runtime.net;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Wakeup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Opens connections and servers, over TCP ({@link InetSocketAddress}) and Unix sockets ({@link
 * UnixDomainSocketAddress}). Called in coroutines.
 */
public final class Streams {
    private static final int BACKLOG = 100;

    private Streams() {}

    /**
     * Connects. A host's name ({@link InetSocketAddress#createUnresolved}) is looked up off the loop, and its addresses
     * are tried one after the other.
     *
     * @throws UnknownHostException where nobody knows the host
     * @throws ConnectException where nobody answers at any address
     * @throws IOException where the system refuses
     */
    public static Connection connect(SocketAddress address) throws Exception {
        return Connection.of(open(address));
    }

    /**
     * Connects, with TLS. The peer's certificate must be valid for the host by the context's trust.
     *
     * @param address with the host's name, which the certificate must be for
     * @throws javax.net.ssl.SSLException where the peer is not who it should be, or takes longer than 60 s over the
     *     handshake
     * @throws IOException as {@link #connect}
     */
    public static Connection connectTls(InetSocketAddress address, SSLContext context) throws Exception {
        return connectTls(address, Tls.of(context));
    }

    /** As {@link #connectTls(InetSocketAddress, SSLContext)}, with times of one's own. */
    public static Connection connectTls(InetSocketAddress address, Tls tls) throws Exception {
        SSLEngine engine = tls.context().createSSLEngine(address.getHostString(), address.getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return secured(open(address), engine, tls);
    }

    /**
     * Serves at an address until the server is closed.
     *
     * @param address port 0 takes a free one, which {@link Server#address} tells
     * @throws IOException where the address is taken or not ours
     */
    public static Server serve(SocketAddress address, ConnectionHandler handler) throws IOException {
        return serve(address, Connection::of, handler);
    }

    /**
     * As {@link #serve}, with TLS and the keys of the context. A handshake that fails is a fault of its connection, and
     * so is one that takes longer than 60 s.
     */
    public static Server serveTls(SocketAddress address, SSLContext context, ConnectionHandler handler)
            throws IOException {
        return serveTls(address, Tls.of(context), handler);
    }

    /** As {@link #serveTls(SocketAddress, SSLContext, ConnectionHandler)}, with times of one's own. */
    public static Server serveTls(SocketAddress address, Tls tls, ConnectionHandler handler) throws IOException {
        return serve(
                address,
                socket -> {
                    SSLEngine engine = tls.context().createSSLEngine();
                    engine.setUseClientMode(false);
                    return secured(socket, engine, tls);
                },
                handler);
    }

    /** Makes a connection of an accepted socket; may wait. */
    @FunctionalInterface
    interface Welcome {
        Connection of(SocketIo socket) throws Exception;
    }

    private static Server serve(SocketAddress address, Welcome welcome, ConnectionHandler handler) throws IOException {
        EventLoop loop = EventLoop.running();
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        ServerSocketChannel channel =
                isUnix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!isUnix) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(address, BACKLOG);
            return new Server(loop, channel, welcome, handler);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection secured(SocketIo socket, SSLEngine engine, Tls tls) throws Exception {
        TlsIo secure = new TlsIo(socket, engine, tls.shutdownTimeout());
        try {
            secure.handshake(tls.handshakeTimeout());
        } catch (Exception | CancelledError e) {
            secure.close();
            throw e;
        }
        return Connection.of(socket, secure);
    }

    private static SocketIo open(SocketAddress address) throws Exception {
        if (!(address instanceof InetSocketAddress internet) || !internet.isUnresolved()) {
            return openOne(address);
        }
        InetAddress[] found = Async.await(Async.toThread(() -> InetAddress.getAllByName(internet.getHostString())));
        List<IOException> failures = new ArrayList<>();
        for (InetAddress each : found) {
            try {
                return openOne(new InetSocketAddress(each, internet.getPort()));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        ConnectException nobody = new ConnectException("nobody answers at " + address);
        failures.forEach(nobody::addSuppressed);
        throw nobody;
    }

    private static SocketIo openOne(SocketAddress address) throws IOException {
        EventLoop loop = EventLoop.running();
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = isUnix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                awaitConnection(loop, channel);
            }
            if (!isUnix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new SocketIo(loop, channel);
        } catch (IOException | RuntimeException | CancelledError e) {
            channel.close();
            throw e;
        }
    }

    private static void awaitConnection(EventLoop loop, SocketChannel channel) throws IOException {
        Wakeup answered = new Wakeup("a connection to " + channel);
        loop.addConnector(channel, answered::wake);
        try {
            answered.await();
        } finally {
            loop.removeConnector(channel);
        }
        channel.finishConnect();
    }
}
