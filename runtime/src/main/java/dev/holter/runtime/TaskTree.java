package dev.holter.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What the tasks of a loop wait for, at one moment: who made whom, and the circles in which tasks wait for each other
 * and that nobody will ever leave. For the loop's thread and its coroutines.
 */
public final class TaskTree {
    private static final String INDENT = "  ";

    private final Set<Task<?>> tasks;
    private final Map<Task<?>, List<Task<?>>> children = new LinkedHashMap<>();
    private final List<Task<?>> roots = new ArrayList<>();

    private TaskTree(Set<Task<?>> tasks) {
        this.tasks = tasks;
        for (Task<?> task : tasks) {
            Optional<Task<?>> parent = task.parent().filter(tasks::contains);
            parent.map(one -> children.computeIfAbsent(one, none -> new ArrayList<>()))
                    .orElse(roots)
                    .add(task);
        }
    }

    /** The tasks of a loop that are not done. */
    public static TaskTree of(EventLoop loop) {
        return new TaskTree(loop.allTasks());
    }

    /** The tasks that no task made which is not done. */
    public List<Task<?>> roots() {
        return List.copyOf(roots);
    }

    /** The tasks that a task made and that are not done. */
    public List<Task<?>> childrenOf(Task<?> task) {
        return List.copyOf(children.getOrDefault(task, List.of()));
    }

    /** The circles, each from the task that was made first, in the order in which they wait for each other. */
    public List<List<Task<?>>> cycles() {
        List<List<Task<?>>> cycles = new ArrayList<>();
        Set<Task<?>> seen = new HashSet<>();
        for (Task<?> task : tasks) {
            SequencedSet<Task<?>> way = new LinkedHashSet<>();
            follow(task, task, way, seen).ifPresent(cycles::add);
        }
        return cycles;
    }

    /** A way back to the task where it began. What was found to be in a circle begins no other. */
    private static Optional<List<Task<?>>> follow(
            Task<?> start, Task<?> at, SequencedSet<Task<?>> way, Set<Task<?>> seen) {
        if (seen.contains(at) || !way.add(at)) {
            return Optional.empty();
        }
        for (Task<?> next : tasksAwaitedBy(at)) {
            if (next == start) {
                seen.addAll(way);
                return Optional.of(List.copyOf(way));
            }
            Optional<List<Task<?>>> circle = follow(start, next, way, seen);
            if (circle.isPresent()) {
                return circle;
            }
        }
        way.remove(at);
        return Optional.empty();
    }

    /** Also through what gathers, shields or groups them. */
    private static Set<Task<?>> tasksAwaitedBy(Task<?> task) {
        Set<Task<?>> found = new LinkedHashSet<>();
        task.awaited().ifPresent(awaited -> collect(awaited, found));
        return found;
    }

    private static void collect(LoopFuture<?> future, Set<Task<?>> found) {
        if (future instanceof Task<?> task) {
            found.add(task);
        } else if (future instanceof Promise<?> promise) {
            Collection<? extends LoopFuture<?>> parts = promise.standsFor();
            parts.stream().filter(part -> !part.isDone()).forEach(part -> collect(part, found));
        }
    }

    /** A line for each task, below the one that made it, with what it waits for; then the circles. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        roots.forEach(root -> append(root, "", text));
        for (List<Task<?>> cycle : cycles()) {
            text.append("deadlock: ");
            cycle.forEach(task -> text.append(task.name()).append(" waits for "));
            text.append(cycle.getFirst().name()).append('\n');
        }
        return text.toString();
    }

    private void append(Task<?> task, String indent, StringBuilder text) {
        text.append(indent).append(task.name());
        task.awaited().ifPresent(awaited -> text.append(" waits for ").append(words(awaited)));
        text.append('\n');
        childrenOf(task).forEach(child -> append(child, indent + INDENT, text));
    }

    private static String words(LoopFuture<?> awaited) {
        Set<Task<?>> found = new LinkedHashSet<>();
        collect(awaited, found);
        return found.isEmpty()
                ? awaited.toString()
                : String.join(", ", found.stream().map(Task::name).toList());
    }
}
