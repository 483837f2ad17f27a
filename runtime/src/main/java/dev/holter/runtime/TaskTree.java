package dev.holter.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the tasks of a loop wait for: who made whom, and the circles in which tasks wait for each other, which none of
 * them leaves unless a timeout or a cancellation takes it out. For the loop's thread and its coroutines.
 */
public final class TaskTree {
    private static final String INDENT = "  ";
    private static final int DEEPEST_INDENT = 40;

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

    /**
     * Circles of tasks that wait for each other, each from the task that was made first, in the order in which they
     * wait. Where several hang together it is one of them. A lock is waited for as long as the task holds it that took
     * it, as if no other could release it.
     */
    public List<List<Task<?>>> cycles() {
        return Knots.circles(tasks, TaskTree::tasksAwaitedBy);
    }

    private static Set<Task<?>> tasksAwaitedBy(Task<?> task) {
        return task.awaited().map(TaskTree::tasksOf).orElse(Set.of());
    }

    /** Also through what gathers, shields or groups them, in the order in which they are there. */
    private static Set<Task<?>> tasksOf(LoopFuture<?> awaited) {
        Set<Task<?>> found = new LinkedHashSet<>();
        Set<LoopFuture<?>> seen = new HashSet<>();
        Deque<LoopFuture<?>> left = new ArrayDeque<>(List.of(awaited));
        while (!left.isEmpty()) {
            LoopFuture<?> future = left.pop();
            if (!future.isDone() && seen.add(future)) {
                switch (future) {
                    case Task<?> task -> found.add(task);
                    case Promise<?> promise ->
                        List.copyOf(promise.standsFor()).reversed().forEach(left::push);
                }
            }
        }
        return found;
    }

    /**
     * A line for each task, below the one that made it, with what it waits for or, where it awaits nothing, the call that
     * it is in; then the circles.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Deque<Branch> left = new ArrayDeque<>();
        push(roots, 0, left);
        while (!left.isEmpty()) {
            Branch branch = left.pop();
            text.append(branch.indent()).append(line(branch.task())).append('\n');
            push(childrenOf(branch.task()), branch.depth() + 1, left);
        }
        cycles().forEach(cycle -> text.append(words(cycle)).append('\n'));
        return text.toString();
    }

    /** A task, so far below a root. */
    private record Branch(Task<?> task, int depth) {

        /** Of a bounded length, so that the text of a chain is not as long as the square of it. */
        String indent() {
            return depth <= DEEPEST_INDENT
                    ? INDENT.repeat(depth)
                    : INDENT.repeat(DEEPEST_INDENT) + "(" + depth + " deep) ";
        }
    }

    private static void push(List<Task<?>> some, int depth, Deque<Branch> left) {
        some.reversed().forEach(task -> left.push(new Branch(task, depth)));
    }

    private static String words(List<Task<?>> cycle) {
        StringBuilder text = new StringBuilder("deadlock: ");
        cycle.forEach(task -> text.append(task.name()).append(" waits for "));
        return text.append(cycle.getFirst().name()).toString();
    }

    private static String line(Task<?> task) {
        Optional<LoopFuture<?>> awaited = task.awaited();
        return task.name() + (awaited.isPresent() ? " waits for " + words(awaited.get()) : whereabouts(task));
    }

    private static String words(LoopFuture<?> awaited) {
        if (awaited instanceof Promise<?> promise && promise.standsFor() instanceof Ownership.Holders) {
            return awaited.toString();
        }
        Set<Task<?>> found = tasksOf(awaited);
        return found.isEmpty()
                ? awaited.toString()
                : String.join(", ", found.stream().map(Task::name).toList());
    }

    private static String whereabouts(Task<?> task) {
        if (task.thread().isEmpty()) {
            return " has not begun";
        }
        String where = task.loop().currentTask() == task ? "" : Whereabouts.of(task.stack());
        return where.isEmpty() ? " runs" : " is " + where;
    }
}
