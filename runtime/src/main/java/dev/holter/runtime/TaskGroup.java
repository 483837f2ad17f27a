package dev.holter.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end together: where one fails the others are cancelled, and none outlives the code that made the group.
 * For the task that made it, and for its children.
 */
public final class TaskGroup {
    private final Task<?> parent;
    private final EventLoop loop;
    private final Set<Task<?>> tasks = new LinkedHashSet<>();
    private final List<Throwable> errors = new ArrayList<>();
    private boolean isExiting;
    private boolean isAborting;
    private boolean isParentCancelRequested;
    private @Nullable Wakeup allDone;

    /** Code with a group. */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {

        /** Runs in the task that made the group. */
        T run(TaskGroup group) throws Exception;
    }

    TaskGroup(Task<?> parent) {
        this.parent = parent;
        this.loop = parent.loop();
    }

    /** Runs a coroutine in the group. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return added(() -> loop.createTask(coroutine));
    }

    /**
     * Runs a coroutine in the group.
     *
     * @throws IllegalStateException where the group has ended, or is ending because something failed
     */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        return added(() -> loop.createTask(coroutine, name));
    }

    private <T extends @Nullable Object> Task<T> added(Supplier<Task<T>> maker) {
        if (isExiting && tasks.isEmpty()) {
            throw new IllegalStateException("the task group has ended");
        }
        if (isAborting) {
            throw new IllegalStateException("the task group is ending, because something in it failed");
        }
        Task<T> task = maker.get();
        tasks.add(task);
        task.addDoneCallback(this::ended);
        return task;
    }

    <T extends @Nullable Object> T run(Body<T> body) throws Exception {
        T result;
        try {
            result = body.run(this);
        } catch (Throwable thrown) {
            if (parent.isInterruptToCancel(thrown)) {
                CancelledError cancelled = parent.interruptAsError(thrown);
                exit(cancelled);
                throw cancelled;
            }
            exit(thrown);
            throw thrown;
        }
        exit(null);
        return result;
    }

    /** Waits for all. Throws what the group ends with; returns where that is what the body threw, or nothing. */
    private void exit(@Nullable Throwable thrown) throws ExceptionGroup {
        isExiting = true;
        CancelledError cancelled = thrown instanceof CancelledError error ? error : null;
        if (thrown != null && !isAborting) {
            abort();
        }
        CancelledError meanwhile = awaitAll();
        if (meanwhile != null) {
            cancelled = meanwhile;
        }
        if (isParentCancelRequested && parent.uncancel() == 0) {
            cancelled = null;
        }
        if (cancelled != null && errors.isEmpty()) {
            throw cancelled;
        }
        if (thrown != null && !(thrown instanceof CancelledError)) {
            errors.add(thrown);
        }
        if (!errors.isEmpty()) {
            keepCancelledFromOutside();
            throw new ExceptionGroup("errors in a task group", errors);
        }
    }

    /** A cancellation that came from outside, beside errors, is to arrive at the next place that waits. */
    private void keepCancelledFromOutside() {
        if (parent.cancelling() > 0) {
            parent.uncancel();
            parent.cancel();
        }
    }

    private @Nullable CancelledError awaitAll() {
        CancelledError fromOutside = null;
        while (!tasks.isEmpty()) {
            Wakeup done = new Wakeup(loop, "a task group").standingFor(tasks);
            allDone = done;
            try {
                done.await();
            } catch (CancelledError cancelled) {
                if (!isAborting) {
                    fromOutside = cancelled;
                    abort();
                }
            }
            allDone = null;
        }
        return fromOutside;
    }

    private void abort() {
        isAborting = true;
        tasks.forEach(Task::cancel);
    }

    private void ended(LoopFuture<?> task) {
        tasks.remove(task);
        if (tasks.isEmpty() && allDone != null) {
            allDone.wake();
        }
        Throwable thrown = task.isCancelled() ? null : task.exception();
        if (thrown == null) {
            return;
        }
        errors.add(thrown);
        if (parent.isDone()) {
            loop.callExceptionHandler(new LoopFault("a task failed whose group has ended", thrown, task));
        } else if (!isAborting && !isParentCancelRequested) {
            abort();
            isParentCancelRequested = true;
            parent.cancel();
        }
    }
}
