package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives datagrams over UDP. Nobody says whether one arrives, and one for which the system has no room is
 * lost like one that the network loses. It is closed with its loop at the latest. For the loop's thread and its
 * coroutines.
 */
public final class DatagramEndpoint implements AutoCloseable {
    private static final int MOST_BYTES = 65_535;

    private final EventLoop loop;
    private final DatagramChannel channel;
    private final Readiness readiness;
    private final LoopEnds.End end = this::close;
    private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);

    private DatagramEndpoint(EventLoop loop, DatagramChannel channel) {
        this.loop = loop;
        this.channel = channel;
        this.readiness = new Readiness(loop, channel);
        LoopEnds.add(loop, end);
    }

    /**
     * A datagram that was received.
     *
     * @param data all of it
     * @param from who sent it
     */
    @SuppressWarnings("ArrayRecordComponent") // for whoever receives it, who may do with it as it likes
    public record Datagram(byte[] data, SocketAddress from) {}

    /**
     * Receives at an address, and sends from it.
     *
     * @param local port 0 takes a free one, which {@link #address} tells
     * @throws IOException where the address is taken or not ours
     */
    public static DatagramEndpoint bind(InetSocketAddress local) throws IOException {
        return open(local, null);
    }

    /** Sends to one peer from any free port, and receives from it alone. */
    public static DatagramEndpoint connect(InetSocketAddress peer) throws IOException {
        return open(null, peer);
    }

    private static DatagramEndpoint open(@Nullable InetSocketAddress local, @Nullable InetSocketAddress peer)
            throws IOException {
        EventLoop loop = EventLoop.running();
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            if (local != null) {
                channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
                channel.bind(local);
            }
            if (peer != null) {
                channel.connect(peer);
            }
            return new DatagramEndpoint(loop, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where it receives. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) Objects.requireNonNull(channel.getLocalAddress());
        } catch (IOException closed) {
            throw new UncheckedIOException("the endpoint is closed", closed);
        }
    }

    /**
     * Waits for the next one.
     *
     * @throws java.net.PortUnreachableException where it is connected, and the peer's system says that nobody is there
     * @throws ClosedChannelException where it is closed, before or meanwhile
     */
    public Datagram receive() throws IOException {
        while (true) {
            buffer.clear();
            SocketAddress from = channel.receive(buffer);
            if (from != null) {
                byte[] data = new byte[buffer.flip().remaining()];
                buffer.get(data);
                return new Datagram(data, from);
            }
            readiness.awaitReadable();
        }
    }

    /**
     * Sends one. Does not wait.
     *
     * @throws IOException where the system refuses, as for one that is too long
     */
    public void send(byte[] data, SocketAddress to) throws IOException {
        channel.send(ByteBuffer.wrap(data), to);
    }

    /** Sends one to the peer that it is connected to. */
    public void send(byte[] data) throws IOException {
        channel.write(ByteBuffer.wrap(data));
    }

    /** Closes it; whoever waits to receive gets a {@link ClosedChannelException}. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopFault("a datagram endpoint could not be closed", e, channel));
        }
        LoopEnds.remove(loop, end);
        readiness.wake();
    }
}
