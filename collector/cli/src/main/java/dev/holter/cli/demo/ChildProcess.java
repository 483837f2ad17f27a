package dev.holter.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A process that talks in lines of JSON, says {@code ready} once, and ends when its standard input does.
 * Closing is safe on any thread, and more than once. What it prints on standard error is kept, the last
 * lines of it, and shown only where it fails.
 */
final class ChildProcess implements AutoCloseable {
    private static final int ERROR_LINES = 20;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Deque<String> errors = new ArrayDeque<>();
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private volatile boolean closing;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts it; the lines after {@code ready} and the end are handed over on threads of the child's own.
     *
     * @param events receives each line's object but the ready line
     * @param lost is told where the process ended without being asked to, once it was ready
     */
    static ChildProcess start(String name, List<String> command, Consumer<JsonNode> events, Consumer<String> lost) {
        try {
            ChildProcess child = new ChildProcess(name, new ProcessBuilder(command).start());
            child.startReading("out", child.process.getInputStream(), line -> child.took(line, events));
            Thread errorReader = child.startReading("err", child.process.getErrorStream(), child::keepError);
            Thread.ofPlatform().daemon().name(name + "-end").start(() -> child.awaitEnd(errorReader, lost));
            return child;
        } catch (IOException e) {
            throw new DemoFailure("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the process is ready.
     *
     * @return its ready line
     * @throws DemoFailure where it ended instead, or takes longer than the bound
     */
    JsonNode awaitReady(Duration bound) {
        try {
            return ready.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DemoFailure failure ? failure : new DemoFailure(name + ": " + e, e);
        } catch (TimeoutException e) {
            throw new DemoFailure(name + " is not ready after " + bound.toSeconds() + " s" + lastErrors(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while " + name + " started", e);
        }
    }

    /** Asks the process to end, and makes it where it does not within two seconds. */
    @Override
    public void close() {
        closing = true;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended, and its standard input with it.
        }
        try {
            if (!process.waitFor(GRACE)) {
                process.destroyForcibly().waitFor(GRACE);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Thread startReading(String what, InputStream stream, Consumer<String> lines) {
        return Thread.ofPlatform().daemon().name(name + "-" + what).start(() -> read(stream, lines));
    }

    private static void read(InputStream stream, Consumer<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
        } catch (IOException | UncheckedIOException e) {
            // The process is gone: its end is told by itself.
        }
    }

    private void took(String line, Consumer<JsonNode> events) {
        JsonNode object;
        try {
            object = Json.parse(line);
        } catch (IllegalArgumentException e) {
            keepError(line); // an error of the JVM itself may come this way
            return;
        }
        if (object.path("event").asText().equals("ready")) {
            ready.complete(object);
        } else {
            events.accept(object);
        }
    }

    private void keepError(String line) {
        synchronized (errors) {
            if (errors.size() == ERROR_LINES) {
                errors.removeFirst();
            }
            errors.addLast(line);
        }
    }

    private void awaitEnd(Thread errorReader, Consumer<String> lost) {
        int status;
        try {
            status = process.waitFor();
            errorReader.join(GRACE);
        } catch (InterruptedException e) {
            return; // nobody does so
        }
        String message = name + " ended with status " + status + lastErrors();
        boolean early = ready.completeExceptionally(new DemoFailure(message));
        if (!early && !closing) {
            lost.accept(message);
        }
    }

    private String lastErrors() {
        synchronized (errors) {
            return errors.isEmpty() ? ", without a word" : "; it said:\n  " + String.join("\n  ", errors);
        }
    }
}
