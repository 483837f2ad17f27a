package dev.holter.runtime;

import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that are not done: held here, so that none is collected half-way. In debug mode it tells when there are
 * more than there ever were, each time that their number has doubled.
 */
final class LiveTasks {
    private static final System.Logger LOG = System.getLogger(EventLoop.class.getPackageName());
    private static final int MANY = 10_000;

    private final Observers observers;
    private final boolean debug;
    /** The ends of a chain that goes through the tasks themselves. */
    private @Nullable Task<?> first;

    private @Nullable Task<?> last;
    private final AtomicInteger count = new AtomicInteger();
    private long made;
    private int toldAt = MANY;

    LiveTasks(Observers observers, boolean debug) {
        this.observers = observers;
        this.debug = debug;
    }

    /** For the task that is made next. */
    String nextName() {
        return "task-" + (made + 1);
    }

    /** Keeps one that was made. */
    void add(Task<?> task) {
        made++;
        task.previous = last;
        if (last == null) {
            first = task;
        } else {
            last.next = task;
        }
        last = task;
        int now = count.getPlain() + 1;
        count.setOpaque(now);
        if (debug && now >= toldAt) {
            toldAt *= 2;
            LOG.log(Level.WARNING, "{0} tasks are not done, most of them made at {1}", now, commonSite());
        }
        if (observers.areThere()) {
            observers.tell(observer -> observer.taskCreated(task));
        }
    }

    /** Lets go of one that was added, as it is done. */
    void remove(Task<?> task) {
        Task<?> before = task.previous;
        Task<?> after = task.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        task.previous = null;
        task.next = null;
        count.setOpaque(count.getPlain() - 1);
        if (observers.areThere()) {
            observers.tell(observer -> observer.taskDone(task));
        }
    }

    /** How many there are. Any thread. */
    int count() {
        return count.getOpaque();
    }

    boolean isEmpty() {
        return first == null;
    }

    Set<Task<?>> copy() {
        Set<Task<?>> all = new LinkedHashSet<>();
        for (Task<?> task = first; task != null; task = task.next) {
            all.add(task);
        }
        return all;
    }

    private String commonSite() {
        return copy().stream()
                .flatMap(task -> task.creationSite().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(entry -> entry.getKey().toString())
                .orElse("an unknown place");
    }
}
