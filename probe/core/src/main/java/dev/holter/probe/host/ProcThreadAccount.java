package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The account of one thread in {@code /proc}. Says nothing until the thread's entry there is found;
 * each reading meanwhile has it searched for once more in the background, until the search gives up.
 */
final class ProcThreadAccount implements ThreadAccount {
    private final TaskSearch search;
    private final Executor background;
    private final CallSubject call;
    private final AtomicBoolean searching = new AtomicBoolean();
    private volatile @Nullable Path entry;
    /** Read with every heartbeat: it stays open. */
    private @Nullable OpenProcFile schedstat;

    ProcThreadAccount(TaskSearch search, Executor background, LongSupplier clock) {
        this.search = search;
        this.background = background;
        this.call = new CallSubject(background, clock);
    }

    @Override
    public OptionalLong runDelayNanos() {
        if (schedstat == null) {
            schedstat = found().map(task -> new OpenProcFile(task.resolve("schedstat")))
                    .orElse(null);
        }
        return schedstat == null ? OptionalLong.empty() : Schedstat.runDelayIn(schedstat.read());
    }

    @Override
    public Optional<String> state() {
        return stat().map(ThreadStat::state);
    }

    @Override
    public OptionalInt processor() {
        return stat().map(ThreadStat::processor).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<String> waitChannel() {
        return read("wchan").map(String::strip).filter(channel -> !channel.isEmpty() && !channel.equals("0"));
    }

    @Override
    public Map<String, String> callDetails() {
        return found().map(call::details).orElse(Map.of());
    }

    private Optional<ThreadStat> stat() {
        return read("stat").flatMap(ThreadStat::parse);
    }

    private Optional<String> read(String file) {
        return found().flatMap(task -> ProcFile.read(task.resolve(file)));
    }

    private Optional<Path> found() {
        Path found = entry;
        if (found == null) {
            searchOnceMore();
        }
        return Optional.ofNullable(found);
    }

    private void searchOnceMore() {
        if (search.hasGivenUp() || !searching.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(this::search);
        } catch (RejectedExecutionException busy) {
            searching.set(false); // the next reading tries again
        }
    }

    /** What fails once is not tried again: there are other witnesses. */
    private void search() {
        try {
            Optional<Path> task = search.narrow();
            task.ifPresent(call::details); // loads the code, which takes longer than a watchdog is to wait
            entry = task.orElse(null);
        } catch (Throwable fault) {
            search.giveUp();
            throw fault;
        } finally {
            searching.set(false);
        }
    }
}
