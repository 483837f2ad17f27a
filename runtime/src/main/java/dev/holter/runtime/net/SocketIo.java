package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopFault;
import dev.holter.runtime.LoopLocal;
import dev.holter.runtime.TimerHandle;
import dev.holter.runtime.Wakeup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a TCP or Unix socket as they are. */
final class SocketIo implements Source, Sink, LoopEnds.End {
    private static final int HIGH_WATER = 64 * 1024;
    private static final int LOW_WATER = HIGH_WATER / 4;
    /** Then the loop has its turn, though there be more: a peer that sends faster than it is read would hold it. */
    private static final int MOST_READS_AT_ONCE = 32;
    /** What is read goes through it, so that a connection that waits has no buffer. */
    private static final LoopLocal<ByteBuffer> RECEIVED =
            new LoopLocal<>(() -> ByteBuffer.allocateDirect(StreamReader.LIMIT));

    private final EventLoop loop;
    private final SocketChannel channel;
    private final Readiness readiness;
    /** Few are ever used: a connection that waits is to be small. */
    private final ArrayDeque<ByteBuffer> queue = new ArrayDeque<>(1);

    private final List<Wakeup> draining = new ArrayList<>(0);
    private final List<Runnable> closing = new ArrayList<>(0);
    private long queued;
    /** A read would most likely find nothing: the selector knows of the next bytes. */
    private boolean isDrained = true;

    private int readsAtOnce;
    private boolean isClosing;
    private boolean isOutputClosed;
    private @Nullable IOException failure;

    /** Takes a connected channel that does not block. */
    SocketIo(EventLoop loop, SocketChannel channel) {
        this.loop = loop;
        this.channel = channel;
        this.readiness = new Readiness(loop, channel);
        LoopEnds.add(loop, this);
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public void awaitReadable() {
        if ((isDrained || readsAtOnce >= MOST_READS_AT_ONCE) && channel.isOpen()) {
            readiness.awaitReadable();
            isDrained = false;
            readsAtOnce = 0;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        for (awaitReadable(); channel.isOpen(); awaitReadable()) {
            int count = channel.read(into);
            readsAtOnce++;
            isDrained = into.hasRemaining();
            if (count != 0) {
                return count;
            }
        }
        return -1;
    }

    @Override
    public byte[] read(int most) throws IOException {
        for (awaitReadable(); channel.isOpen(); awaitReadable()) {
            ByteBuffer received = RECEIVED.of(loop); // nothing else runs until its content is taken out
            int count = channel.read(received.clear().limit(Math.min(most, received.capacity())));
            readsAtOnce++;
            isDrained = received.hasRemaining();
            if (count != 0) {
                byte[] some = new byte[Math.max(0, count)];
                received.flip().get(some);
                return some;
            }
        }
        return new byte[0];
    }

    @Override
    public void write(ByteBuffer from) {
        if (isClosing || isOutputClosed) {
            throw new IllegalStateException("the stream is closed for writing");
        }
        if (failure != null) {
            from.position(from.limit());
            return; // which drain tells of
        }
        if (queue.isEmpty()) {
            writeNow(from);
        }
        if (from.hasRemaining() && failure == null) {
            enqueue(from);
        }
    }

    private void enqueue(ByteBuffer from) {
        if (queue.isEmpty()) {
            loop.addWriter(channel, this::flush);
        }
        ByteBuffer copy = ByteBuffer.allocate(from.remaining());
        copy.put(from).flip();
        queue.add(copy);
        queued += copy.remaining();
    }

    private void writeNow(ByteBuffer from) {
        try {
            channel.write(from);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void flush() {
        while (!queue.isEmpty()) {
            ByteBuffer first = queue.element();
            int before = first.remaining();
            writeNow(first);
            if (failure != null) {
                return;
            }
            queued -= before - first.remaining();
            if (first.hasRemaining()) {
                break;
            }
            queue.remove();
        }
        if (queued <= LOW_WATER) {
            wakeDraining();
        }
        if (queue.isEmpty()) {
            loop.removeWriter(channel);
            allIsWritten();
        }
    }

    private void allIsWritten() {
        if (isOutputClosed && !isClosing) {
            shutDownOutput();
        }
        if (isClosing) {
            closeNow();
        }
    }

    /** The peer is gone, or the network: what is queued is lost, and what is read ends as the system says. */
    private void fail(IOException thrown) {
        failure = thrown;
        drop();
        if (isClosing) {
            closeNow();
        }
    }

    private void drop() {
        if (!queue.isEmpty()) {
            loop.removeWriter(channel);
        }
        queue.clear();
        queued = 0;
        wakeDraining();
    }

    @Override
    public void drain() throws IOException {
        if (queued > HIGH_WATER) {
            Wakeup wakeup = new Wakeup("room to write to " + channel);
            draining.add(wakeup);
            try {
                wakeup.await();
            } finally {
                draining.remove(wakeup);
            }
        }
        if (failure != null) {
            throw new IOException("the connection was lost while writing: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void closeOutput() {
        if (isOutputClosed || isClosing) {
            return;
        }
        isOutputClosed = true;
        if (queue.isEmpty()) {
            shutDownOutput();
        }
    }

    private void shutDownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void close() {
        if (!isClosing) {
            isClosing = true;
            if (queue.isEmpty()) {
                closeNow();
            }
        }
    }

    /** As {@link #close}, and loses what is queued where the peer does not read it in that time. */
    void closeWithin(Duration time) {
        if (isClosing) {
            return;
        }
        close();
        if (channel.isOpen()) {
            TimerHandle late = loop.callLater(time, this::abort);
            whenClosed(late::cancel);
        }
    }

    @Override
    public void abort() {
        isClosing = true;
        drop();
        closeNow();
    }

    /** What is queued goes out as far as the system has room. */
    @Override
    public void loopCloses() {
        if (!queue.isEmpty()) {
            flush();
        }
        abort();
    }

    private void closeNow() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopFault("a connection could not be closed", e, channel));
        }
        LoopEnds.remove(loop, this);
        readiness.wake();
        List.copyOf(closing).forEach(Runnable::run);
        closing.clear();
    }

    /** Calls that once it is closed; at once where it is. */
    void whenClosed(Runnable call) {
        if (channel.isOpen()) {
            closing.add(call);
        } else {
            call.run();
        }
    }

    @Override
    public boolean isClosing() {
        return isClosing;
    }

    @Override
    public void awaitClosed() {
        if (channel.isOpen()) {
            Wakeup wakeup = new Wakeup("the end of " + channel);
            Runnable wake = wakeup::wake;
            closing.add(wake);
            try {
                wakeup.await();
            } finally {
                closing.remove(wake);
            }
        }
    }

    private void wakeDraining() {
        List.copyOf(draining).forEach(Wakeup::wake);
    }
}
