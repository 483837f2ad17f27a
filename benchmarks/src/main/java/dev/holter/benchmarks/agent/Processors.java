package dev.holter.benchmarks.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a loop a processor of its own, by Linux's {@code taskset}. On a machine with few of them the scheduler moves a
 * loop next to its client whenever some other thread wakes, and what that costs the two is more than what is looked for.
 */
final class Processors {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();
    private static final String ALL = "0-" + (COUNT - 1);
    private static final String FIRST = "0";
    private static final String OTHERS = COUNT == 1 ? FIRST : "1-" + (COUNT - 1);

    private Processors() {}

    /** The command, free to use all processors, wherever this process is kept. */
    static List<String> onAll(List<String> command) {
        List<String> free = new ArrayList<>(List.of("taskset", "--cpu-list", ALL));
        free.addAll(command);
        return free;
    }

    /** Keeps the process, with all its threads, off the loop's processor. */
    static void keepOff(long pid) throws IOException {
        allThreads(pid, OTHERS);
    }

    /** Lets the process, with all its threads, use every processor. */
    static void giveAll(long pid) throws IOException {
        allThreads(pid, ALL);
    }

    /** Gives the thread the loop's processor. */
    static void giveOwn(long thread) throws IOException {
        taskset("--cpu-list", "--pid", FIRST, Long.toString(thread));
    }

    /** Takes it away from the thread again. */
    static void takeOwn(long thread) throws IOException {
        taskset("--cpu-list", "--pid", OTHERS, Long.toString(thread));
    }

    /**
     * The kernel's id of a thread.
     *
     * @param name how the thread's name begins, at most 15 characters
     * @throws IOException also where there is no such thread
     */
    static long thread(long pid, String name) throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith(name)) {
                    return Long.parseLong(task.getFileName().toString());
                }
            }
        }
        throw new IOException("The measured service has no thread " + name);
    }

    /** How long a thread of a process has had a processor, by the kernel. */
    static long cpuNanos(long pid, long thread) throws IOException {
        Path schedstat = Path.of("/proc", Long.toString(pid), "task", Long.toString(thread), "schedstat");
        return Long.parseLong(Files.readString(schedstat).split(" ", 2)[0]);
    }

    /** Tries again where it fails: the JVM may have ended a thread of its compiler meanwhile. */
    private static void allThreads(long pid, String processors) throws IOException {
        String[] arguments = {"--all-tasks", "--cpu-list", "--pid", processors, Long.toString(pid)};
        try {
            taskset(arguments);
        } catch (IOException threadEnded) {
            taskset(arguments);
        }
    }

    private static void taskset(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed, see above");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
