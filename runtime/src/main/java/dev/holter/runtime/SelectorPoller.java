package dev.holter.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits with an NIO selector, which is exact to a millisecond: a wait is rounded up, so that no timer is early. */
final class SelectorPoller implements Poller {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** Longer waits begin again, as nobody can tell. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

    private final Selector selector;

    SelectorPoller() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("a loop could not open its selector", e);
        }
    }

    @Override
    public void poll(long timeoutNanos, Consumer<? super Handle> ready) {
        try {
            if (timeoutNanos <= 0) {
                selector.selectNow(key -> tell(key, ready));
            } else {
                long nanos = Math.min(timeoutNanos, LONGEST_NANOS);
                selector.select(key -> tell(key, ready), (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a loop's selector failed", e);
        }
    }

    private static void tell(SelectionKey key, Consumer<? super Handle> ready) {
        if (key.isValid()) {
            callbacks(key).tell(key.readyOps(), ready);
        }
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public @Nullable Handle add(SelectableChannel channel, int operation, Handle callback) {
        requireKnown(channel, operation);
        try {
            SelectionKey key = channel.keyFor(selector);
            if (key == null) {
                key = channel.register(selector, 0, new Callbacks());
            }
            key.interestOpsOr(operation);
            return callbacks(key).replace(operation, callback);
        } catch (ClosedChannelException | CancelledKeyException e) {
            throw new IllegalArgumentException("the channel " + channel + " is closed", e);
        } catch (IllegalBlockingModeException e) {
            throw new IllegalArgumentException(
                    "the channel " + channel + " blocks: call configureBlocking(false) first", e);
        }
    }

    private static void requireKnown(SelectableChannel channel, int operation) {
        if (operation == 0 || (operation & ~channel.validOps()) != 0) {
            String what = switch (operation) {
                case SelectionKey.OP_WRITE -> "written to";
                case SelectionKey.OP_CONNECT -> "connected";
                default -> "read or accepted from";
            };
            throw new IllegalArgumentException("the channel " + channel + " cannot be " + what);
        }
    }

    @Override
    public @Nullable Handle remove(SelectableChannel channel, int operation) {
        SelectionKey key = channel.keyFor(selector);
        if (key == null || !key.isValid()) {
            return null;
        }
        Handle callback = callbacks(key).replace(operation, null);
        key.interestOpsAnd(~operation);
        return callback;
    }

    private static Callbacks callbacks(SelectionKey key) {
        return (Callbacks) key.attachment();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a loop could not close its selector", e);
        }
    }

    /** Of one channel. */
    private static final class Callbacks {
        private @Nullable Handle input;
        private @Nullable Handle output;
        private @Nullable Handle connection;

        /** Returns the earlier one. */
        @Nullable
        Handle replace(int operation, @Nullable Handle callback) {
            Handle earlier;
            switch (operation) {
                case SelectionKey.OP_WRITE -> {
                    earlier = output;
                    output = callback;
                }
                case SelectionKey.OP_CONNECT -> {
                    earlier = connection;
                    connection = callback;
                }
                default -> {
                    earlier = input;
                    input = callback;
                }
            }
            return earlier;
        }

        void tell(int operations, Consumer<? super Handle> ready) {
            if (input != null && (operations & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
                ready.accept(input);
            }
            if (output != null && (operations & SelectionKey.OP_WRITE) != 0) {
                ready.accept(output);
            }
            if (connection != null && (operations & SelectionKey.OP_CONNECT) != 0) {
                ready.accept(connection);
            }
        }
    }
}
