package dev.holter.runtime;

import java.nio.channels.SelectableChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a loop waits: for channels, for a time, and for other threads. Called on the loop's thread but for {@link
 * #wakeup}. The exceptions of a broken selector are {@link java.io.UncheckedIOException}s.
 */
public interface Poller extends AutoCloseable {

    /**
     * Waits until a channel is ready, the time is over, or another thread has called {@link #wakeup}.
     *
     * @param timeoutNanos 0 only looks, {@code Long.MAX_VALUE} waits for ever
     * @param ready takes the callbacks of the channels that are ready
     */
    void poll(long timeoutNanos, Consumer<? super Handle> ready);

    /** Ends the wait under way, or the next one. Any thread. */
    void wakeup();

    /**
     * From now on the callback is ready whenever the channel is, in place of an earlier one.
     *
     * @param operation one of {@link java.nio.channels.SelectionKey}'s
     * @return the earlier one, or null
     * @throws IllegalArgumentException where the channel blocks, is closed, or knows no such operation
     */
    @Nullable
    Handle add(SelectableChannel channel, int operation, Handle callback);

    /**
     * No longer.
     *
     * @return the callback that there was, or null
     */
    @Nullable
    Handle remove(SelectableChannel channel, int operation);

    @Override
    void close();
}
