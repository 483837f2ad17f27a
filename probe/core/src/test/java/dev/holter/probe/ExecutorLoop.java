package dev.holter.probe;

import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A real single-threaded executor as a loop. */
final class ExecutorLoop implements Loop, AutoCloseable {
    final ThreadPoolExecutor executor;
    private final String name;

    ExecutorLoop(String name) {
        this.name = name;
        this.executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "executor";
    }

    @Override
    public void execute(Runnable callback) {
        executor.execute(callback);
    }

    @Override
    public OptionalInt pendingTasks() {
        return OptionalInt.of(executor.getQueue().size());
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
