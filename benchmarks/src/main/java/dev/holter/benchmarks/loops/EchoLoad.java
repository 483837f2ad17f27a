package dev.holter.benchmarks.loops;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Connections to an echo server, each of which sends a message, waits until it is back, and sends the next. For one
 * thread.
 */
final class EchoLoad implements AutoCloseable {
    private static final int MESSAGE = 1024;
    private static final int DIGITS = 3;

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
    private final ByteBuffer back = ByteBuffer.allocateDirect(MESSAGE);
    private Histogram nanos = new Histogram(DIGITS);
    private boolean isOver;

    /**
     * What one round came to.
     *
     * @param nanos from a message's being sent to its being back
     */
    record Round(double echoesPerSecond, Histogram nanos) {}

    /** Connects, and sees one message come back on each connection. */
    EchoLoad(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Client client = new Client(channel);
            clients.add(client);
            client.send();
            while (!client.receive()) {
                // The channel blocks.
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, client);
        }
    }

    /** Keeps the server busy for as long as given. */
    Round run(Duration length) throws IOException {
        nanos = new Histogram(DIGITS);
        isOver = false;
        long begunNanos = System.nanoTime();
        for (Client client : clients) {
            client.send();
        }
        int awaited = clients.size();
        while (awaited > 0) {
            selector.select(key -> ready((Client) key.attachment()));
            if (!isOver && System.nanoTime() - begunNanos >= length.toNanos()) {
                isOver = true;
            }
            awaited = isOver ? (int) clients.stream().filter(Client::waits).count() : awaited;
        }
        double seconds = (double) (System.nanoTime() - begunNanos) / TimeUnit.SECONDS.toNanos(1);
        return new Round(nanos.getTotalCount() / seconds, nanos);
    }

    private void ready(Client client) {
        try {
            if (client.receive()) {
                nanos.recordValue(System.nanoTime() - client.sentNanos);
                if (!isOver) {
                    client.send();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the echo server closed a connection", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }

    private final class Client {
        private final SocketChannel channel;
        private int missing;
        private long sentNanos;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        boolean waits() {
            return missing > 0;
        }

        void send() throws IOException {
            sentNanos = System.nanoTime();
            missing = MESSAGE;
            message.clear();
            channel.write(message);
            if (message.hasRemaining()) {
                throw new IOException("a message of " + MESSAGE + " bytes found no room on its way");
            }
        }

        /** Whether all of it is back. */
        boolean receive() throws IOException {
            back.clear();
            int count = channel.read(back);
            if (count < 0) {
                throw new IOException("the echo server closed a connection");
            }
            missing -= count;
            return missing == 0;
        }
    }
}
