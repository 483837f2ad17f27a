package dev.holter.probe.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A callback with the mistake that the probe is there to find: it sleeps on the loop. {@link
 * #block()} is the culprit of the stall.
 */
final class BlockingCallback implements Runnable {
    private final Duration sleep;
    private final CompletableFuture<Duration> blocked = new CompletableFuture<>();

    BlockingCallback(Duration sleep) {
        this.sleep = sleep;
    }

    @Override
    public void run() {
        try {
            blocked.complete(block());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            blocked.completeExceptionally(e);
        }
    }

    /** For how long the loop was blocked, once it no longer is. */
    CompletableFuture<Duration> blocked() {
        return blocked;
    }

    private Duration block() throws InterruptedException {
        long startNanos = System.nanoTime();
        Thread.sleep(sleep.toMillis());
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
