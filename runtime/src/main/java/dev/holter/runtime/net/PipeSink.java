package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Wakeup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Writes to a process's pipe on another thread, one block after the other. */
final class PipeSink implements Sink {
    private static final int HIGH_WATER = 64 * 1024;
    private static final int LOW_WATER = HIGH_WATER / 4;

    private final EventLoop loop;
    private final OutputStream pipe;
    private final Executor writers;
    private final List<Wakeup> draining = new ArrayList<>();
    private final List<Wakeup> closing = new ArrayList<>();
    private ByteBuffer queue = ByteBuffer.allocate(0);
    private boolean isWriting;
    private boolean isClosing;
    private boolean isClosed;
    private @Nullable IOException failure;

    PipeSink(EventLoop loop, OutputStream pipe, Executor writers) {
        this.loop = loop;
        this.pipe = pipe;
        this.writers = writers;
    }

    @Override
    public void write(ByteBuffer from) {
        if (isClosing) {
            throw new IllegalStateException("the stream is closed for writing");
        }
        if (failure != null) {
            from.position(from.limit());
            return; // which drain tells of
        }
        queue = ByteBuffer.allocate(queue.remaining() + from.remaining())
                .put(queue)
                .put(from)
                .flip();
        advance();
    }

    /** Gives all that is queued to another thread, unless one writes. */
    private void advance() {
        if (isWriting) {
            return;
        }
        if (queue.hasRemaining()) {
            byte[] block = queue.array();
            queue = ByteBuffer.allocate(0);
            isWriting = true;
            elsewhere(() -> {
                pipe.write(block);
                pipe.flush();
            });
        } else if (isClosing && !isClosed) {
            isWriting = true;
            isClosed = true;
            elsewhere(pipe::close);
        }
    }

    @FunctionalInterface
    private interface Io {
        void run() throws IOException;
    }

    private void elsewhere(Io io) {
        writers.execute(() -> {
            IOException thrown = null;
            try {
                io.run();
            } catch (IOException e) {
                thrown = e;
            }
            IOException result = thrown;
            if (!loop.isClosed()) {
                loop.callSoonThreadsafe(() -> ended(result));
            }
        });
    }

    private void ended(@Nullable IOException thrown) {
        isWriting = false;
        if (thrown != null && failure == null) {
            failure = thrown;
            queue = ByteBuffer.allocate(0);
        }
        advance();
        if (queue.remaining() <= LOW_WATER) {
            List.copyOf(draining).forEach(Wakeup::wake);
        }
        if (isClosed && !isWriting) {
            List.copyOf(closing).forEach(Wakeup::wake);
        }
    }

    @Override
    public void drain() throws IOException {
        if (queue.remaining() > HIGH_WATER) {
            waitAmong(draining);
        }
        if (failure != null) {
            throw new IOException("the process reads no more: " + failure.getMessage(), failure);
        }
    }

    private static void waitAmong(List<Wakeup> waiting) {
        Wakeup wakeup = new Wakeup("a process to read its input");
        waiting.add(wakeup);
        try {
            wakeup.await();
        } finally {
            waiting.remove(wakeup);
        }
    }

    @Override
    public void closeOutput() {
        close();
    }

    @Override
    public void close() {
        isClosing = true;
        advance();
    }

    @Override
    public void abort() {
        queue = ByteBuffer.allocate(0);
        close();
    }

    @Override
    public boolean isClosing() {
        return isClosing;
    }

    @Override
    public void awaitClosed() {
        if (!isClosed || isWriting) {
            waitAmong(closing);
        }
    }
}
