package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds a Java thread's entry in {@code /proc/self/task}. Java does not tell the kernel's number of a
 * thread, and names are cut to 15 characters and shared by all threads of a group. The CPU time tells
 * them apart: it is the one whose CPU time lies between two readings of the thread's. For a thread
 * that sleeps that is the very nanosecond; among those that run, several may lie there, and are asked
 * again. {@link #narrow} is for one thread at a time, and reads a file for each thread of the process.
 */
final class TaskSearch {
    private static final int MOST_ROUNDS = 30;
    /** For a thread that runs, the kernel's file lags behind by a timer tick: 10 ms at the slowest setting. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path tasks;
    private final Thread thread;
    private final ThreadCpuClock clock;
    private @Nullable List<Path> candidates;
    private final AtomicInteger rounds = new AtomicInteger();

    TaskSearch(Path tasks, Thread thread, ThreadCpuClock clock) {
        this.tasks = tasks;
        this.thread = thread;
        this.clock = clock;
    }

    /** Whether it has been tried often enough: the kernel has no such file, or the threads cannot be told apart. */
    boolean hasGivenUp() {
        return rounds.get() >= MOST_ROUNDS;
    }

    /** It is not to be tried again. Any thread. */
    void giveUp() {
        rounds.set(MOST_ROUNDS);
    }

    /** Goes through the entries that are left; the thread's once no other is. */
    Optional<Path> narrow() {
        rounds.incrementAndGet();
        OptionalLong before = clock.cpuNanos(thread);
        List<Entry> entries = entries();
        OptionalLong after = clock.cpuNanos(thread);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        boolean slept = before.getAsLong() == after.getAsLong();
        long least = slept ? before.getAsLong() : before.getAsLong() - TICK_NANOS;
        List<Path> left = entries.stream()
                .filter(entry -> entry.cpuNanos >= least && entry.cpuNanos <= after.getAsLong())
                .map(Entry::path)
                .toList();
        candidates = left.isEmpty() ? null : left; // none: the thread has changed, or came to run just then
        return left.size() == 1 ? Optional.of(left.get(0)) : Optional.empty();
    }

    private List<Entry> entries() {
        List<Path> asked = candidates == null ? all() : candidates;
        return asked.stream()
                .flatMap(path -> ProcFile.read(path.resolve("schedstat"))
                        .flatMap(Schedstat::parse)
                        .map(schedstat -> new Entry(path, schedstat.cpuNanos()))
                        .stream())
                .toList();
    }

    private List<Path> all() {
        String[] names = tasks.toFile().list();
        return names == null
                ? List.of()
                : List.of(names).stream().map(tasks::resolve).toList();
    }

    private record Entry(Path path, long cpuNanos) {}
}
