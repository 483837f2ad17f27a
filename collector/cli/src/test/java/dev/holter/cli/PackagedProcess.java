package dev.holter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged command line as a process, as ./holter starts it. Closing ends it. */
final class PackagedProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private PackagedProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    /** @param folder where its standard error is kept */
    static PackagedProcess start(Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dholter.demo.lib=" + System.getProperty("holter.demo.lib"),
                "-cp",
                System.getProperty("holter.lib") + "/*",
                "dev.holter.cli.Holter"));
        command.addAll(List.of(args));
        Path err = Files.createTempFile(folder, "err", ".txt");
        return new PackagedProcess(
                new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    /** The next line of its output, as JSON. */
    JsonNode readJson() throws IOException {
        return Json.parse(out.readLine());
    }

    /** Every line until the output ends. */
    Stream<String> lines() {
        return out.lines();
    }

    /** Processes that it started, and those that they did. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Closes its standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Waits for its end, for a minute at most. */
    int awaitStatus() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("still running after a minute; it said: " + errors());
        }
        return process.exitValue();
    }

    /** What it printed on standard error. */
    String errors() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
