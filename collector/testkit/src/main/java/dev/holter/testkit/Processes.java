package dev.holter.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The child processes of one test: each in a folder of its own under the test's, all of them gone when
 * the test is over. A test gets one as a parameter through {@link RealProcesses}. One thread at a time
 * may call it.
 */
public final class Processes implements AutoCloseable {
    private static final int LOG_LINES = 60;
    private static final Duration CHILD_GRACE = Duration.ofSeconds(2);

    private final Path folder;
    private final List<ChildProcess> started = new ArrayList<>();

    /**
     * For a test.
     *
     * @param folder emptied first; it stays when the test is over, with the logs in it
     */
    public Processes(Path folder) {
        this.folder = folder;
        deleteRecursively(folder);
    }

    /**
     * A new folder for a process.
     *
     * @param name name of the process; numbered where there is more than one
     */
    Path newFolder(String name) {
        try {
            Path own = folder.resolve(name);
            for (int number = 2; Files.exists(own); number++) {
                own = folder.resolve(name + "-" + number);
            }
            return Files.createDirectories(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program in a new folder. */
    public ChildProcess start(String name, List<String> command) {
        return start(newFolder(name), command);
    }

    /** Starts a program in a folder got before. */
    ChildProcess start(Path own, List<String> command) {
        ChildProcess process = ChildProcess.start(String.valueOf(own.getFileName()), own, command);
        started.add(process);
        return process;
    }

    /** The processes that run. */
    public List<ChildProcess> alive() {
        return started.stream().filter(ChildProcess::isAlive).toList();
    }

    /** The ends of all logs, for a test that failed. */
    public String logs() {
        StringBuilder all = new StringBuilder();
        for (ChildProcess process : started) {
            List<String> lines = process.log().lines().toList();
            all.append("--- ").append(process.name()).append(" (process ").append(process.pid());
            all.append(", ")
                    .append(lines.size())
                    .append(" lines in ")
                    .append(folder)
                    .append(")\n");
            lines.stream()
                    .skip(Math.max(0, lines.size() - LOG_LINES))
                    .forEach(line -> all.append(line).append('\n'));
        }
        return all.toString();
    }

    /**
     * Ends all of them, the last one first.
     *
     * @throws AssertionError where one of them, or a child of theirs, is still there
     */
    @Override
    public void close() {
        List<ProcessHandle> family = started.stream()
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        started.reversed().forEach(ChildProcess::end);
        List<ProcessHandle> left =
                family.stream().filter(handle -> !isGoneSoon(handle)).toList();
        if (!left.isEmpty()) {
            left.forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("left running by the test: " + left);
        }
    }

    /** A child may take a moment longer than its parent. */
    private static boolean isGoneSoon(ProcessHandle handle) {
        try {
            handle.onExit().get(CHILD_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !handle.isAlive();
    }

    private static void deleteRecursively(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
