package dev.holter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One child process with a folder and a log of its own. Standard output and standard error go to the
 * log, in the order in which they are written. Any thread may call it.
 */
public final class ChildProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts a program in a folder that exists. */
    static ChildProcess start(String name, Path folder, List<String> command) {
        Path log = folder.resolve("log.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ChildProcess(name, log, process);
        } catch (IOException e) {
            throw new AssertionError("Cannot start " + name + ": " + e.getMessage() + Programs.hint(command), e);
        }
    }

    /** What the test calls it. */
    public String name() {
        return name;
    }

    /** Process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All it has written so far. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for its end.
     *
     * @return its exit status
     * @throws AssertionError where it still runs after the time
     */
    public int awaitEnd(Duration timeout) {
        if (!waitFor(timeout)) {
            throw new AssertionError(name + " still runs after " + timeout + "; it wrote:\n" + log());
        }
        return process.exitValue();
    }

    /**
     * Waits until it answers, as the reading tells.
     *
     * @throws AssertionError with its log, where it ends before, or does not answer in time
     */
    void awaitReady(Duration timeout, Eventually.Reading<Boolean> ready) {
        try {
            Eventually.await(name + " is ready", timeout, () -> !process.isAlive() || ready.read());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it wrote:\n" + log(), e);
        }
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + "; it wrote:\n" + log());
        }
    }

    /** Ends it at once, as SIGKILL does. Waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!waitFor(GRACE)) {
            throw new AssertionError(name + " (process " + pid() + ") cannot be killed");
        }
    }

    /** Asks it to end, by the end of its standard input and SIGTERM; kills it where it does not. */
    public void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already, which is what is asked for.
        }
        process.destroy();
        if (!waitFor(GRACE)) {
            kill();
        }
    }

    private boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new AssertionError("interrupted while " + name + " was to end", e);
        }
    }
}
