package dev.holter.agent.discovery;

import dev.holter.probe.Loop;
import dev.holter.probe.executor.ExecutorLoop;
import java.lang.ref.WeakReference;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** A pool of one thread, weakly referred to; what a pool is asked is for {@link ExecutorLoop} to know. */
final class PoolLoop implements Loop {
    private final String name;
    private final WeakReference<ThreadPoolExecutor> pool;

    PoolLoop(String name, ThreadPoolExecutor pool) {
        this.name = name;
        this.pool = new WeakReference<>(pool);
    }

    /**
     * Whether the pool is a loop: it has one thread, and keeps it when it is idle. Heartbeats would keep alive the
     * thread of a pool that lets it go, and the process with it.
     */
    static boolean isLoop(ThreadPoolExecutor pool) {
        return pool.getCorePoolSize() == 1 && isLimitedToCore(pool) && !pool.allowsCoreThreadTimeOut();
    }

    /** The other number of threads is without meaning in a scheduled pool, whose queue has no bound. */
    private static boolean isLimitedToCore(ThreadPoolExecutor pool) {
        return pool.getMaximumPoolSize() == 1 || pool instanceof ScheduledThreadPoolExecutor;
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
        ThreadPoolExecutor alive = pool.get();
        if (alive == null) {
            throw new RejectedExecutionException(name + " is gone");
        }
        ExecutorLoop.of(name, alive).execute(callback);
    }

    @Override
    public OptionalInt pendingTasks() {
        ThreadPoolExecutor alive = pool.get();
        return alive == null
                ? OptionalInt.empty()
                : ExecutorLoop.of(name, alive).pendingTasks();
    }

    @Override
    public boolean isTerminated() {
        ThreadPoolExecutor alive = pool.get();
        return alive == null || alive.isTerminated();
    }
}
