package dev.holter.agent.hooks.netty;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;

/** Reads the clock that the deadlines of Netty's timers are by, which Netty shows to its executors only. */
abstract class NettyClock extends AbstractScheduledEventExecutor {
    private static final int READINGS = 5;

    /**
     * When Netty's clock was 0, by {@link System#nanoTime()}. Exact to the time between two readings of a
     * clock: what passes between them makes the origin seem earlier, and the latest of several is nearest.
     */
    static long originNanos() {
        long originNanos = System.nanoTime() - nettyNanos();
        for (int i = 1; i < READINGS; i++) {
            long nextNanos = System.nanoTime() - nettyNanos();
            if (nextNanos - originNanos > 0) {
                originNanos = nextNanos;
            }
        }
        return originNanos;
    }

    @SuppressWarnings("deprecation") // the undeprecated one wants an executor of a class of ours
    private static long nettyNanos() {
        return nanoTime();
    }
}
