package dev.holter.runtime.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * One end of a connection: bytes in and bytes out. It is closed with its loop at the latest. For the loop's thread and
 * its coroutines.
 */
public final class Connection implements AutoCloseable {
    private final SocketIo socket;
    private final Sink sink;
    private final Optional<SSLSession> session;
    private final StreamReader reader;
    private final StreamWriter writer;

    private Connection(SocketIo socket, Source source, Sink sink, Optional<SSLSession> session) {
        this.socket = socket;
        this.sink = sink;
        this.session = session;
        this.reader = new StreamReader(source);
        this.writer = new StreamWriter(sink);
    }

    static Connection of(SocketIo socket) {
        return new Connection(socket, socket, socket, Optional.empty());
    }

    static Connection of(SocketIo socket, TlsIo tls) {
        return new Connection(socket, tls, tls, Optional.of(tls.engine().getSession()));
    }

    Sink sink() {
        return sink;
    }

    /** What the peer sends. */
    public StreamReader reader() {
        return reader;
    }

    /** What the peer gets. */
    public StreamWriter writer() {
        return writer;
    }

    /** The address of the other end. */
    public SocketAddress peer() {
        try {
            return socket.channel().getRemoteAddress();
        } catch (IOException closed) {
            throw new UncheckedIOException("the connection is closed", closed);
        }
    }

    /** What was agreed on by TLS; empty without. */
    public Optional<SSLSession> session() {
        return session;
    }

    /**
     * Closes it once all is written. Does not wait: {@code writer().awaitClosed()} does. What is still queued when the
     * loop is closed is sent as far as the system takes it at once.
     */
    @Override
    public void close() {
        writer.close();
    }
}
