package dev.holter.runtime;

import java.util.List;

/** The tasks that are left when their loop is closed. For whoever closes it. */
final class LeftTasks {
    private static final int MOST_ROUNDS = 100;

    private final EventLoop loop;
    private final LiveTasks tasks;
    private final boolean debug;

    LeftTasks(EventLoop loop, LiveTasks tasks, boolean debug) {
        this.loop = loop;
        this.tasks = tasks;
        this.debug = debug;
    }

    /**
     * Cancels them and has the loop run them to their end. A task that ends may leave another one. One that does so
     * without end is left to itself.
     */
    void cancel() {
        for (int round = 0; round < MOST_ROUNDS && !tasks.isEmpty(); round++) {
            cancel(List.copyOf(tasks.copy()));
        }
    }

    private void cancel(List<Task<?>> some) {
        int[] left = {some.size()};
        for (Task<?> task : some) {
            tellIfNew(task);
            task.cancel("the loop is closed");
            task.addDoneCallback(done -> {
                left[0]--;
                if (left[0] == 0) {
                    loop.stop();
                }
            });
        }
        while (left[0] > 0) {
            loop.run(() -> {}); // again where one of them stops it
        }
        some.forEach(this::tellIfFailed);
    }

    private void tellIfNew(Task<?> task) {
        if (debug && task.isNew()) {
            loop.callExceptionHandler(
                    new LoopFault("a task was made and never begun before its loop was closed", null, task));
        }
    }

    private void tellIfFailed(Task<?> task) {
        if (!task.isCancelled() && task.hasException()) {
            loop.callExceptionHandler(new LoopFault("a task failed while its loop was closed", task.exception(), task));
        }
    }
}
