package dev.holter.system;

import dev.holter.testkit.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Requests that a test does not wait for. */
final class Background {
    private static final Executor THREADS =
            task -> Thread.ofPlatform().daemon().name("background-request").start(task);

    private Background() {}

    /** Asks for a page on a thread of its own; the status, once it is answered. */
    static CompletableFuture<Integer> get(URI uri) {
        return CompletableFuture.supplyAsync(() -> status(uri), THREADS);
    }

    private static int status(URI uri) {
        try {
            return Http.get(uri).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
