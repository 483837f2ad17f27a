package dev.holter.runtime;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;

/** The callbacks of channels, which a loop's poller keeps. For the loop's thread, which it sees to. */
final class Channels {
    private final EventLoop loop;
    private final Poller poller;
    private final Passes passes;

    Channels(EventLoop loop, Poller poller, Passes passes) {
        this.loop = loop;
        this.poller = poller;
        this.passes = passes;
    }

    /** What a channel can do for its reader: be read, or accepted from. */
    static int reading(SelectableChannel channel) {
        return channel.validOps() & ~SelectionKey.OP_WRITE & ~SelectionKey.OP_CONNECT;
    }

    /** In place of an earlier one, which is called off. */
    void add(SelectableChannel channel, int operation, Runnable callback) {
        loop.requireOwn();
        passes.channelsChanged();
        Handle earlier = poller.add(channel, operation, new Handle(Objects.requireNonNull(callback)));
        if (earlier != null) {
            earlier.cancel();
        }
    }

    /** Calls it off; whether there was one. */
    boolean remove(SelectableChannel channel, int operation) {
        loop.requireOwn();
        passes.channelsChanged();
        Handle callback = poller.remove(channel, operation);
        if (callback != null) {
            callback.cancel();
        }
        return callback != null;
    }
}
