package dev.holter.probe.executor;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Tells which executors cannot be a loop, from how they are set up at this moment. Any thread may
 * call it. Sees nothing behind the wrappers of {@code Executors} or in executors of other libraries.
 */
final class ExecutorShape {
    /** A queue that still has room for as many has no bound that is ever reached. */
    private static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    private ExecutorShape() {}

    /** Throws where the executor can be seen to run callbacks side by side, or to lose heartbeats. */
    static void requireLoop(String name, Executor executor) {
        if (executor instanceof ThreadPoolExecutor pool) {
            requireOneThread(name, threadsOf(pool));
            requireNothingLost(name, pool);
        } else if (executor instanceof ForkJoinPool pool) {
            requireOneThread(name, pool.getParallelism());
        }
    }

    private static void requireOneThread(String name, int threads) {
        if (threads > 1) {
            throw new IllegalArgumentException("executor " + name + " may run " + threads
                    + " threads and so is no loop: give a single-threaded executor");
        }
    }

    private static void requireNothingLost(String name, ThreadPoolExecutor pool) {
        if (isBounded(pool) && discards(pool.getRejectedExecutionHandler())) {
            throw new IllegalArgumentException(
                    "executor " + name + " drops callbacks in silence when its queue is full,"
                            + " and a dropped heartbeat looks like a frozen loop: give it another RejectedExecutionHandler");
        }
    }

    /** A pool goes beyond its core threads only where its queue can be full, and a scheduled one never. */
    private static int threadsOf(ThreadPoolExecutor pool) {
        boolean grows = isBounded(pool) && !(pool instanceof ScheduledThreadPoolExecutor);
        return grows ? pool.getMaximumPoolSize() : pool.getCorePoolSize();
    }

    private static boolean isBounded(ThreadPoolExecutor pool) {
        return pool.getQueue().remainingCapacity() < UNBOUNDED;
    }

    private static boolean discards(RejectedExecutionHandler handler) {
        return handler instanceof ThreadPoolExecutor.DiscardPolicy
                || handler instanceof ThreadPoolExecutor.DiscardOldestPolicy;
    }
}
