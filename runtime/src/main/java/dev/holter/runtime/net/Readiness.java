package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Wakeup;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lets a task wait until a channel can be read from. The loop goes on looking after that, until the channel is ready
 * and nobody waits: most who read once read again.
 */
final class Readiness {
    private final EventLoop loop;
    private final SelectableChannel channel;
    private @Nullable Wakeup reader;
    private boolean isLooking;

    Readiness(EventLoop loop, SelectableChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /**
     * Waits until the channel can be read from, or {@link #wake} is called.
     *
     * @throws IllegalStateException where another task waits for that
     */
    void awaitReadable() {
        if (reader != null) {
            throw new IllegalStateException("another task waits to read from this already");
        }
        Wakeup wakeup = new Wakeup(this);
        if (!isLooking) {
            loop.addReader(channel, this::ready);
            isLooking = true;
        }
        reader = wakeup;
        try {
            wakeup.await();
        } finally {
            reader = null;
        }
    }

    private void ready() {
        if (reader == null) {
            loop.removeReader(channel);
            isLooking = false;
        } else {
            reader.wake();
        }
    }

    void wake() {
        if (reader != null) {
            reader.wake();
        }
    }

    /** What is waited for, for people. */
    @Override
    public String toString() {
        return "something to read from " + channel;
    }
}
