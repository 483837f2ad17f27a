package dev.holter.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes to a connection or a process. What is written goes out at once as far as there is room, and is queued beyond
 * that: await {@link #drain} after each write, or a peer that does not read fills the memory.
 */
public final class StreamWriter {
    private final Sink sink;

    StreamWriter(Sink sink) {
        this.sink = sink;
    }

    /**
     * Writes or queues all of that. Does not wait; a failure is told by the next {@link #drain}.
     *
     * @throws IllegalStateException where it was closed
     */
    public void write(ByteBuffer bytes) {
        sink.write(bytes);
    }

    /** As {@link #write(ByteBuffer)}. */
    public void write(byte[] bytes) {
        sink.write(ByteBuffer.wrap(bytes));
    }

    /** As {@link #write(ByteBuffer)}, in UTF-8. */
    public void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Waits while more than 64 KiB are queued, until at most 16 KiB are.
     *
     * @throws IOException where the connection was lost
     */
    public void drain() throws IOException {
        sink.drain();
    }

    /** Ends the output once all is written; the peer reads its end, and reading from it goes on. */
    public void closeOutput() {
        sink.closeOutput();
    }

    /** Closes once all is written; reading ends then. Does not wait. */
    public void close() {
        sink.close();
    }

    /** Closes at once; what is queued is lost. */
    public void abort() {
        sink.abort();
    }

    /** Whether it is closed, or will be once all is written. */
    public boolean isClosing() {
        return sink.isClosing();
    }

    /** Waits until it is closed. */
    public void awaitClosed() {
        sink.awaitClosed();
    }
}
