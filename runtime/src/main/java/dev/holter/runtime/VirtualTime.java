package dev.holter.runtime;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A clock for tests that jumps to the next timer when nothing else is ready: an hour of timeouts takes milliseconds
 * and always the same course. Trio's {@code MockClock} with {@code autojump} does the same. Time does not pass
 * otherwise. It jumps past what another thread is still at: what waits for real threads wants the real clock.
 *
 * <p>For one loop, given to {@link EventLoop.Builder#virtualTime}.
 */
public final class VirtualTime implements LoopClock {
    private long nowNanos;

    @Override
    public long nanos() {
        return nowNanos;
    }

    /** Lets time pass at once. The loop's thread. */
    public void advance(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Waits in no time. */
    Poller over(Poller poller) {
        return new JumpingPoller(poller);
    }

    private final class JumpingPoller implements Poller {
        private final Poller poller;
        private boolean isAnyReady;

        JumpingPoller(Poller poller) {
            this.poller = poller;
        }

        @Override
        public void poll(long timeoutNanos, Consumer<? super Handle> ready) {
            isAnyReady = false;
            boolean forEver = timeoutNanos == Long.MAX_VALUE;
            poller.poll(forEver ? timeoutNanos : 0, handle -> {
                isAnyReady = true;
                ready.accept(handle);
            });
            if (!isAnyReady && !forEver) {
                nowNanos += timeoutNanos;
            }
        }

        @Override
        public void wakeup() {
            poller.wakeup();
        }

        @Override
        public @Nullable Handle add(SelectableChannel channel, int operation, Handle callback) {
            return poller.add(channel, operation, callback);
        }

        @Override
        public @Nullable Handle remove(SelectableChannel channel, int operation) {
            return poller.remove(channel, operation);
        }

        @Override
        public void close() {
            poller.close();
        }
    }
}
