package dev.holter.runtime.net;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Accepts connections, each served by a task of its own. For the loop's thread and its coroutines. */
public final class Server implements AutoCloseable {
    /** Where the process has too many open files, accepting is tried again after that time. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final int AT_ONCE = 100;

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final Streams.Welcome welcome;
    private final ConnectionHandler handler;
    private final SocketAddress address;
    private final Set<SocketIo> sockets = new LinkedHashSet<>();
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
    }

    /** Where it listens. */
    public SocketAddress address() {
        return address;
    }

    /** How many connections are being served. */
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

    private void begin(SocketChannel accepted) throws IOException {
        accepted.configureBlocking(false);
        if (!(address instanceof UnixDomainSocketAddress)) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        SocketIo socket = new SocketIo(loop, accepted);
        sockets.add(socket);
        connectionsMade++;
        Task<Boolean> task = loop.createTask(() -> serve(socket), "connection-" + connectionsMade);
        task.addDoneCallback(done -> ended(socket));
    }

    /** Whether the handler ended well. */
    private boolean serve(SocketIo socket) {
        try (Connection connection = welcome.of(socket)) {
            handler.serve(connection);
            return true;
        } catch (CancelledError cancelled) {
            socket.abort();
            throw cancelled;
        } catch (Exception e) {
            loop.callExceptionHandler(new LoopFault("a connection's handler failed", e, this));
            return false;
        }
    }

    private void ended(SocketIo socket) {
        socket.close();
        sockets.remove(socket);
        wakeIfOver();
    }

    /** Accepts nothing more from the loop's next pass on; connections go on. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        loop.removeReader(channel);
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

    /** Closes the connections as well, each once all is written. */
    public void closeConnections() {
        List.copyOf(sockets).forEach(SocketIo::close);
    }

    /** Closes the connections as well, at once. */
    public void abortConnections() {
        List.copyOf(sockets).forEach(SocketIo::abort);
    }

    /** Waits until it is closed and the last connection was served. */
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
