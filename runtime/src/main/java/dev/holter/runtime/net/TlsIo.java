package dev.holter.runtime.net;

import dev.holter.runtime.Async;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a socket. A connection that ends without a farewell ends as any, as asyncio has it.
 *
 * <p>There is one handshake. New keys, which TLS 1.3 may ask for at any time, cost one record; the second handshake that
 * older versions know costs a signature each time a peer likes, and ends the connection. OpenSSL refuses it too.
 */
final class TlsIo implements Source, Sink {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketIo socket;
    private final SSLEngine engine;
    private final Duration shutdownTimeout;
    /** Received and not yet unwrapped; ready to be read. */
    private ByteBuffer received;
    /** Unwrapped and not yet asked for; ready to be read. */
    private ByteBuffer plain;

    private ByteBuffer wrapped;
    private boolean isAgreed;
    private boolean isOutputClosed;

    TlsIo(SocketIo socket, SSLEngine engine, Duration shutdownTimeout) {
        this.socket = socket;
        this.engine = engine;
        this.shutdownTimeout = shutdownTimeout;
        this.received = empty(engine.getSession().getPacketBufferSize());
        this.wrapped = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.plain = empty(engine.getSession().getApplicationBufferSize());
    }

    private static ByteBuffer empty(int capacity) {
        return ByteBuffer.allocate(capacity).limit(0);
    }

    SSLEngine engine() {
        return engine;
    }

    /**
     * Agrees with the peer on keys.
     *
     * @throws SSLException where they do not agree, or not in time
     * @throws EOFException where the peer ends the connection meanwhile
     */
    void handshake(Duration timeout) throws Exception {
        try {
            Async.timeout(timeout, scope -> {
                handshake();
                return null;
            });
        } catch (TimeoutException late) {
            throw new SSLHandshakeException(
                    "the peer did not end the TLS handshake within " + timeout.toMillis() + " ms", late);
        }
    }

    private void handshake() throws Exception {
        engine.beginHandshake();
        while (!isAgreed) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrapOne(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrap() < 0) {
                        throw new EOFException("the peer ended the connection during the TLS handshake");
                    }
                }
                case NEED_TASK -> computeOffLoop();
                case NOT_HANDSHAKING, FINISHED -> isAgreed = true;
            }
        }
        socket.drain();
    }

    /** Certificates are checked and keys computed there, which may take milliseconds and ask the network. */
    private void computeOffLoop() throws Exception {
        Callable<@Nullable Void> compute = () -> {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            return null;
        };
        Async.await(Async.toThread(compute));
    }

    @Override
    public void awaitReadable() {
        if (!plain.hasRemaining() && !received.hasRemaining()) {
            socket.awaitReadable();
        }
    }

    @Override
    public byte[] read(int most) throws IOException {
        if (!awaitPlain()) {
            return new byte[0];
        }
        byte[] some = new byte[Math.min(most, plain.remaining())];
        plain.get(some);
        return some;
    }

    /** Whether there is something, and not the end. */
    private boolean awaitPlain() throws IOException {
        while (!plain.hasRemaining()) {
            if (unwrap() < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!awaitPlain()) {
            return -1;
        }
        int count = Math.min(into.remaining(), plain.remaining());
        into.put(into.position(), plain, plain.position(), count).position(into.position() + count);
        plain.position(plain.position() + count);
        return count;
    }

    /** Unwraps what was received, and waits for more where that is no whole record; -1 at the end. */
    private int unwrap() throws IOException {
        if (engine.isInboundDone()) {
            return -1;
        }
        plain.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, plain);
        } finally {
            plain.flip();
        }
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return receive();
            }
            case BUFFER_OVERFLOW ->
                plain = grown(plain, plain.remaining() + engine.getSession().getApplicationBufferSize());
            case CLOSED -> {
                return plain.hasRemaining() ? 0 : -1;
            }
            case OK -> {
                if (isAgreed) {
                    answer();
                }
            }
        }
        return 0;
    }

    /** After the handshake the peer may ask for new keys, and the engine has an answer then. */
    private void answer() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (isSecondHandshake(status)) {
            close();
            throw new SSLException("the peer wants a second TLS handshake, which is refused");
        }
        if (status == HandshakeStatus.NEED_WRAP && !socket.isClosing()) {
            wrapOne(NOTHING);
        }
    }

    /** Only a handshake has anything to compute. In TLS 1.2 and before, only a handshake has anything to answer. */
    private boolean isSecondHandshake(HandshakeStatus status) {
        return status == HandshakeStatus.NEED_TASK
                || (status == HandshakeStatus.NEED_WRAP
                        && !engine.getSession().getProtocol().equals("TLSv1.3"));
    }

    private int receive() throws IOException {
        int needed = engine.getSession().getPacketBufferSize();
        if (received.capacity() - received.remaining() == 0) {
            received = grown(received, received.remaining() + needed);
        }
        received.compact();
        try {
            return socket.read(received);
        } finally {
            received.flip();
        }
    }

    private static ByteBuffer grown(ByteBuffer buffer, int capacity) {
        return ByteBuffer.allocate(capacity).put(buffer).flip();
    }

    /** Sends one record with some of that, or one of the engine's own; false where it has none to send. */
    private boolean wrapOne(ByteBuffer from) throws SSLException {
        wrapped.clear();
        SSLEngineResult result = engine.wrap(from, wrapped);
        while (result.getStatus() == Status.BUFFER_OVERFLOW) {
            wrapped =
                    ByteBuffer.allocate(wrapped.capacity() + engine.getSession().getPacketBufferSize());
            result = engine.wrap(from, wrapped);
        }
        socket.write(wrapped.flip());
        return result.bytesProduced() > 0;
    }

    @Override
    public void write(ByteBuffer from) {
        if (isOutputClosed || socket.isClosing()) {
            throw new IllegalStateException("the stream is closed for writing");
        }
        try {
            while (from.hasRemaining()) {
                if (!wrapOne(from)) {
                    throw new SSLException("TLS is at " + engine.getHandshakeStatus());
                }
            }
        } catch (SSLException e) {
            throw new IllegalStateException("TLS could not encrypt what was written", e);
        }
    }

    @Override
    public void drain() throws IOException {
        socket.drain();
    }

    /** Says farewell. TLS has no other way to end one direction alone. */
    @Override
    public void closeOutput() {
        if (isOutputClosed || socket.isClosing()) {
            return;
        }
        isOutputClosed = true;
        engine.closeOutbound();
        try {
            while (!engine.isOutboundDone() && wrapOne(NOTHING)) {
                // Until all is said, or the engine is at something that it would have to end first.
            }
        } catch (SSLException broken) {
            socket.abort();
        }
    }

    @Override
    public void close() {
        closeOutput();
        socket.closeWithin(shutdownTimeout);
    }

    @Override
    public void abort() {
        socket.abort();
    }

    @Override
    public boolean isClosing() {
        return socket.isClosing();
    }

    @Override
    public void awaitClosed() {
        socket.awaitClosed();
    }
}
