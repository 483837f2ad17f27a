package dev.holter.probe.stream;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection's worth of gRPC: a channel, and the socket under it. Each attempt has its own, so that
 * nothing of a failed one lingers. Called on the driver's thread, but for {@link #awaitEnd}.
 */
final class Link {
    private final ManagedChannel channel;
    private final CuttableSockets sockets;

    Link(ManagedChannel channel, CuttableSockets sockets) {
        this.channel = channel;
        this.sockets = sockets;
    }

    Channel channel() {
        return channel;
    }

    /**
     * Ends everything at once. Closing the channel is not enough: gRPC closes a socket behind the writes
     * that are queued for it, and a write to a peer that does not read may never return.
     */
    void cut() {
        channel.shutdownNow();
        sockets.cut();
    }

    /** Waits until the channel holds nothing any more. */
    void awaitEnd(Duration patience) throws InterruptedException {
        channel.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
