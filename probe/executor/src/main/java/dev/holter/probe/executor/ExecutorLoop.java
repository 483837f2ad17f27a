package dev.holter.probe.executor;

import dev.holter.probe.Loop;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A single-threaded executor as a loop. Heartbeats are ordinary callbacks of the executor, so the
 * first one starts its thread where none runs yet, and a thread that ends when idle ({@code
 * allowCoreThreadTimeOut}) is kept busy by them.
 *
 * <p>Pending callbacks are told for a {@link ThreadPoolExecutor} on a {@link LinkedBlockingQueue},
 * which is what {@code Executors} builds and what counts without a lock. They are not told
 *
 * <ul>
 *   <li>for a {@code ScheduledThreadPoolExecutor}: its queue holds what is due together with what is
 *       not, and both its size and the difference cost a lock that every submission takes too;
 *   <li>for a pool on any other queue, whose size may cost a lock or a walk along the queue;
 *   <li>behind {@code Executors.newSingleThreadExecutor()} and its like, which hide their queue.
 * </ul>
 *
 * <p>Not covered: an executor of several threads that does not show it (a wrapper, a library's own,
 * one thread for each task), one that gets more threads after {@link #of}, and its requests, which
 * whoever submits them counts in {@link dev.holter.probe.WatchedLoop#requests()}. The probe holds on
 * to the executor: one that relies on being shut down when nobody refers to it has to be shut down
 * by hand.
 */
public final class ExecutorLoop implements Loop {
    private final String name;
    private final Executor executor;

    private ExecutorLoop(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    /**
     * The loop of an executor. Where it is an {@link ExecutorService} the probe sees when it
     * terminates; any other is watched until the watch is closed.
     *
     * @param name name of the loop, unique in the process
     * @throws IllegalArgumentException where the executor can be seen to have more than one thread, or
     *     to drop callbacks in silence when its queue is full
     */
    public static ExecutorLoop of(String name, Executor executor) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(executor, "executor");
        ExecutorShape.requireLoop(name, executor);
        return new ExecutorLoop(name, executor);
    }

    @Override
    public String name() {
        return name;
    }

    /** {@code executor}. */
    @Override
    public String kind() {
        return "executor";
    }

    /**
     * {@inheritDoc}
     *
     * @throws RejectedExecutionException also where the executor's queue is full, and where it would
     *     run the callback on the calling thread, which says nothing about the loop: the callback has
     *     not run then
     */
    @Override
    public void execute(Runnable callback) {
        ForeignThreadGuard guard = new ForeignThreadGuard(callback);
        executor.execute(guard);
        guard.requireNotRefused(name);
    }

    @Override
    public OptionalInt pendingTasks() {
        if (executor instanceof ThreadPoolExecutor pool && pool.getQueue() instanceof LinkedBlockingQueue<?> queue) {
            return OptionalInt.of(queue.size());
        }
        return OptionalInt.empty();
    }

    @Override
    public boolean isTerminated() {
        return executor instanceof ExecutorService service && service.isTerminated();
    }
}
