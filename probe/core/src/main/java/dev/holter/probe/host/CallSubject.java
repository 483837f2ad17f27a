package dev.holter.probe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * What the system calls of one thread are about, by Linux's {@code /proc/self}: the file, or who is at the other end of the
 * socket. Sockets are looked up in the background, and told by a later reading. A look-up takes the longer the more
 * sockets there are, so they go on for a twentieth of the time at most: one that comes too soon after another waits for a
 * later reading. Any thread.
 */
final class CallSubject {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String SOCKET = "socket:[";
    private static final int REST_FOR_EACH_NANO = 20;

    /** What is known of the socket that was looked up last; nothing as long as that goes on. */
    private record Socket(String file, Map<String, String> details) {
        static final Socket NONE = new Socket("", Map.of());
    }

    private final SocketTable sockets = new SocketTable(Path.of("/proc/self/net"));
    private final Executor background;
    private final LongSupplier clock;
    private volatile Socket latest = Socket.NONE;
    private volatile long restsUntilNanos;

    /**
     * Has looked nothing up yet.
     *
     * @param clock nanoseconds since some fixed instant
     */
    CallSubject(Executor background, LongSupplier clock) {
        this.background = background;
        this.clock = clock;
        this.restsUntilNanos = clock.getAsLong();
    }

    /**
     * What the call in which the thread is now is about: {@code path} of a file, {@code peer} of a socket; empty where that is
     * unknown, or not known yet.
     *
     * @param task the thread's entry in {@code /proc}
     */
    Map<String, String> details(Path task) {
        Optional<String> file = file(SystemCall.descriptor(task));
        if (file.isEmpty()) {
            return Map.of();
        }
        if (file.get().startsWith("/")) {
            return Map.of("path", file.get());
        }
        return file.get().startsWith(SOCKET) ? socket(file.get()) : Map.of();
    }

    private static Optional<String> file(OptionalInt descriptor) {
        if (descriptor.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path link = DESCRIPTORS.resolve(Integer.toString(descriptor.getAsInt()));
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException closed) {
            return Optional.empty();
        }
    }

    private Map<String, String> socket(String file) {
        if (!latest.file().equals(file) && clock.getAsLong() - restsUntilNanos >= 0) {
            latest = new Socket(file, Map.of());
            try {
                background.execute(() -> lookUp(file));
            } catch (RejectedExecutionException busy) {
                latest = Socket.NONE; // the next reading tries again
            }
        }
        Socket known = latest;
        return known.file().equals(file) ? known.details() : Map.of();
    }

    private void lookUp(String file) {
        long beganNanos = clock.getAsLong();
        String inode = file.substring(SOCKET.length(), file.length() - 1);
        Optional<String> peer = sockets.peer(inode);
        long endedNanos = clock.getAsLong();
        restsUntilNanos = endedNanos + REST_FOR_EACH_NANO * (endedNanos - beganNanos);
        latest = new Socket(file, peer.map(address -> Map.of("peer", address)).orElse(Map.of()));
    }
}
