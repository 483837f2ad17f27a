package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tasks that are not done: held here, so that none is collected half-way. In debug mode it tells when there are
 * more than there ever were, each time that their number has doubled.
 */
final class LiveTasks {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());
    private static final int MANY = 10_000;

    private final boolean debug;
    private final Set<Task<?>> tasks = new LinkedHashSet<>();
    private final AtomicInteger count = new AtomicInteger();
    private int toldAt = MANY;

    LiveTasks(boolean debug) {
        this.debug = debug;
    }

    void add(Task<?> task) {
        tasks.add(task);
        count.setOpaque(tasks.size());
        if (debug && tasks.size() >= toldAt) {
            toldAt *= 2;
            LOG.log(Level.WARNING, "{0} tasks are not done, most of them made at {1}", tasks.size(), commonSite());
        }
    }

    void remove(Task<?> task) {
        tasks.remove(task);
        count.setOpaque(tasks.size());
    }

    /** How many there are. Any thread. */
    int count() {
        return count.getOpaque();
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    Set<Task<?>> copy() {
        return new LinkedHashSet<>(tasks);
    }

    private String commonSite() {
        return tasks.stream()
                .flatMap(task -> task.creationSite().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(entry -> entry.getKey().toString())
                .orElse("an unknown place");
    }
}
