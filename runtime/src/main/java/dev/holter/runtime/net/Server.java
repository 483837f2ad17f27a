package dev.holter.runtime.net;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.LoopFault;
import dev.holter.runtime.Task;
import dev.holter.runtime.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accepts connections, each served by a task of its own. It is closed with its loop at the latest. For the loop's thread
 * and its coroutines.
 */
public final class Server implements AutoCloseable {
    /** Where the process has too many open files, accepting is tried again after that time. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final int AT_ONCE = 100;

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final Streams.Welcome welcome;
    private final ConnectionHandler handler;
    private final SocketAddress address;
    /** What closes each socket: that itself, until more is known of its connection. */
    private final Map<SocketIo, Sink> sockets = new LinkedHashMap<>();

    private final LoopEnds.End end = this::loopCloses;
    private final List<Wakeup> waiting = new ArrayList<>();
    private int connectionsMade;

    Server(EventLoop loop, ServerSocketChannel channel, Streams.Welcome welcome, ConnectionHandler handler)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.welcome = welcome;
        this.handler = handler;
        this.address = channel.getLocalAddress();
        loop.addReader(channel, this::accept);
        LoopEnds.add(loop, end);
    }

    /** Where it listens. */
    public SocketAddress address() {
        return address;
    }

    /** How many connections are being served, or have yet to send what is queued. */
    public int connections() {
        return sockets.size();
    }

    private void accept() {
        try {
            for (int left = AT_ONCE; left > 0; left--) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                begin(accepted);
            }
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopFault("a server could not accept a connection", e, this));
            loop.removeReader(channel);
            loop.callLater(RETRY, this::acceptAgain);
        }
    }

    private void acceptAgain() {
        if (channel.isOpen()) {
            loop.addReader(channel, this::accept);
        }
    }

    /** One that cannot be served is no reason to accept no others. */
    private void begin(SocketChannel accepted) {
        try {
            serve(accepted);
        } catch (IOException | RuntimeException e) {
            loop.callExceptionHandler(new LoopFault("a server could not serve a connection", e, this));
            closeQuietly(accepted);
        }
    }

    private void closeQuietly(SocketChannel accepted) {
        try {
            accepted.close();
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopFault("a connection could not be closed", e, accepted));
        }
    }

    private void serve(SocketChannel accepted) throws IOException {
        accepted.configureBlocking(false);
        if (!(address instanceof UnixDomainSocketAddress)) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        SocketIo socket = new SocketIo(loop, accepted);
        connectionsMade++;
        Task<Boolean> task = loop.createTask(() -> serve(socket), "connection-" + connectionsMade);
        sockets.put(socket, socket);
        task.addDoneCallback(done -> served(socket));
    }

    /** Whether the handler ended well. */
    private boolean serve(SocketIo socket) throws Exception {
        try (Connection connection = welcome.of(socket)) {
            sockets.put(socket, connection.sink());
            handler.serve(connection);
            return true;
        } catch (CancelledError cancelled) {
            socket.abort();
            throw cancelled;
        } catch (Throwable thrown) { // an error too, which nobody would hear of before its task is collected
            if (Async.currentTask().cancelling() > 0) {
                socket.abort(); // it was interrupted in a call of the JDK
                throw thrown;
            }
            loop.callExceptionHandler(new LoopFault("a connection's handler failed", thrown, this));
            return false;
        }
    }

    private void served(SocketIo socket) {
        socket.close(); // which a task that was cancelled before it began has not done
        socket.whenClosed(() -> {
            sockets.remove(socket);
            wakeIfOver();
        });
    }

    /** Accepts nothing more from the loop's next pass on; connections go on. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        loop.removeReader(channel);
        LoopEnds.remove(loop, end);
        try {
            channel.close();
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(Path.of(unix.getPath().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a server could not be closed", e);
        }
        wakeIfOver();
    }

    private void loopCloses() {
        try {
            close();
        } catch (UncheckedIOException e) {
            loop.callExceptionHandler(new LoopFault("a server could not be closed with its loop", e, this));
        }
    }

    /** Closes the connections as well, each once all is written. */
    public void closeConnections() {
        List.copyOf(sockets.values()).forEach(Sink::close);
    }

    /** Closes the connections as well, at once. */
    public void abortConnections() {
        List.copyOf(sockets.values()).forEach(Sink::abort);
    }

    /**
     * Waits until it is closed, the last connection was served, and all that was written to them is out. A peer that
     * does not read keeps it from that: {@link #abortConnections} ends such.
     */
    public void awaitClosed() {
        if (channel.isOpen() || !sockets.isEmpty()) {
            Wakeup wakeup = new Wakeup("the end of " + this);
            waiting.add(wakeup);
            try {
                wakeup.await();
            } finally {
                waiting.remove(wakeup);
            }
        }
    }

    private void wakeIfOver() {
        if (!channel.isOpen() && sockets.isEmpty()) {
            List.copyOf(waiting).forEach(Wakeup::wake);
        }
    }

    @Override
    public String toString() {
        return "the server at " + address;
    }
}
