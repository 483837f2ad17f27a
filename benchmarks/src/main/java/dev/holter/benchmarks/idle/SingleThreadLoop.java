package dev.holter.benchmarks.idle;

import dev.holter.probe.Loop;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's executor with one thread as a loop, which starts with its first callback. Any thread. */
final class SingleThreadLoop implements Loop, AutoCloseable {
    private final String name;
    private final ThreadPoolExecutor executor;

    /**
     * Makes a loop.
     *
     * @param name of the loop and of its thread
     */
    SingleThreadLoop(String name) {
        this.name = name;
        this.executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, name));
        executor.prestartAllCoreThreads();
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
        executor.shutdown();
    }
}
