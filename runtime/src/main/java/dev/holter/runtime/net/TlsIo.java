package dev.holter.runtime.net;

import dev.holter.runtime.Async;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS over a socket. A connection that ends without a farewell ends as any, as asyncio has it. */
final class TlsIo implements Source, Sink {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketIo socket;
    private final SSLEngine engine;
    /** Received and not yet unwrapped; ready to be read. */
    private ByteBuffer received;
    /** Unwrapped and not yet asked for; ready to be read. */
    private ByteBuffer plain;

    private ByteBuffer wrapped;

    TlsIo(SocketIo socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
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
     * @throws SSLException where they do not agree
     * @throws EOFException where the peer ends the connection meanwhile
     */
    void handshake() throws Exception {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrap() < 0) {
                        throw new EOFException("the peer ended the connection during the TLS handshake");
                    }
                }
                case NEED_TASK -> computeOffLoop();
                case NOT_HANDSHAKING, FINISHED -> {
                    socket.drain();
                    return;
                }
            }
        }
    }

    /** Certificates are checked and keys computed there, which may take milliseconds and ask the network. */
    private void computeOffLoop() throws Exception {
        Callable<@Nullable Void> compute = () -> {
            computeNow();
            return null;
        };
        Async.await(Async.toThread(compute));
    }

    private void computeNow() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
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
            case OK -> answer(result.getHandshakeStatus());
        }
        return 0;
    }

    /** After the handshake the peer may ask for new keys. */
    private void answer(HandshakeStatus status) throws SSLException {
        if (engine.getSession().isValid() && status == HandshakeStatus.NEED_TASK && isBeyondHandshake()) {
            computeNow();
        }
        if (status == HandshakeStatus.NEED_WRAP && isBeyondHandshake()) {
            wrap(NOTHING);
        }
    }

    private boolean isBeyondHandshake() {
        return engine.getHandshakeSession() == null;
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

    private void wrap(ByteBuffer from) throws SSLException {
        do {
            wrapped.clear();
            SSLEngineResult result = engine.wrap(from, wrapped);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                wrapped = ByteBuffer.allocate(
                        wrapped.capacity() + engine.getSession().getPacketBufferSize());
            } else if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
                return;
            }
            socket.write(wrapped.flip());
        } while (from.hasRemaining());
    }

    @Override
    public void write(ByteBuffer from) {
        if (engine.isOutboundDone()) {
            throw new IllegalStateException("the stream is closed for writing");
        }
        try {
            wrap(from);
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
        if (engine.isOutboundDone() || socket.isClosing()) {
            return;
        }
        engine.closeOutbound();
        try {
            while (!engine.isOutboundDone()) {
                wrap(NOTHING);
            }
        } catch (SSLException broken) {
            socket.abort();
        }
    }

    @Override
    public void close() {
        closeOutput();
        socket.close();
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
