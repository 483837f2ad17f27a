package dev.holter.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a coroutine calls: waiting, and combining what is waited for. Each method throws {@link IllegalStateException}
 * where the calling code is no coroutine of a loop; those that only make something may be called in a callback too.
 *
 * <p>A {@link CancelledError} may arrive wherever one of these waits.
 */
public final class Async {
    private Async() {}

    /**
     * Waits for a future. One that is done already gives its result at once, and nothing else runs meanwhile.
     *
     * @return its value
     * @throws CancelledError where the future or the task that waits was cancelled
     * @throws Exception what the future ended with
     * @throws IllegalStateException where a task awaits itself
     * @throws IllegalArgumentException where the future belongs to another loop
     */
    public static <T extends @Nullable Object> T await(LoopFuture<T> future) throws Exception {
        Task<?> task = future.loop().callingTask();
        return (task != null ? task : currentTask()).await(future);
    }

    /** Waits for a time, and lets everything that is ready run at least once. */
    public static void sleep(Duration time) {
        Task<?> task = currentTask();
        if (!time.isPositive()) {
            task.yieldNow();
            return;
        }
        Wakeup over = new Wakeup(task.loop(), "a time");
        TimerHandle timer = task.loop().callLater(time, over::wake);
        try {
            over.await();
        } finally {
            timer.cancel();
        }
    }

    /** Lets everything that is ready run first: {@code asyncio.sleep(0)}. */
    public static void yieldNow() {
        currentTask().yieldNow();
    }

    /**
     * The task that the calling code runs in.
     *
     * @throws IllegalStateException where it runs in none
     */
    public static Task<?> currentTask() {
        Task<?> task = Task.currentOrNull();
        if (task == null) {
            throw new IllegalStateException("not in a coroutine: make a task of this code to await in it");
        }
        return task;
    }

    /** Runs a coroutine beside the calling code, from the next pass of the loop on. */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return EventLoop.running().createTask(coroutine);
    }

    /** Runs a coroutine beside the calling code, from the next pass of the loop on. */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        return EventLoop.running().createTask(coroutine, name);
    }

    /**
     * The values of several, in this order. It fails with the first exception that comes, while the others run on;
     * cancelling it cancels all of them.
     */
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
            Collection<? extends Awaitable<T>> awaitables) {
        EventLoop loop = EventLoop.running();
        return Gathering.values(loop, futures(loop, awaitables));
    }

    /** As {@link #gather(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(Awaitable<T>... awaitables) {
        return gather(Arrays.asList(awaitables));
    }

    /** As {@link #gather(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(Coroutine<T>... coroutines) {
        return gather(Arrays.asList(coroutines));
    }

    /**
     * How each of several ended, in this order, exceptions and cancellations as values: asyncio's {@code gather} with
     * {@code return_exceptions}.
     */
    public static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> gatherOutcomes(
            Collection<? extends Awaitable<T>> awaitables) {
        EventLoop loop = EventLoop.running();
        return Gathering.outcomes(loop, futures(loop, awaitables));
    }

    /** Until when {@link #wait(Collection, WaitUntil)} waits. */
    public enum WaitUntil {
        /** One of them is done. */
        FIRST_COMPLETED,
        /** One of them has failed, or all are done. */
        FIRST_EXCEPTION,
        /** All are done. */
        ALL_COMPLETED
    }

    /**
     * Those that are done and those that are not.
     *
     * @param done in the order in which they were given
     * @param pending in the order in which they were given
     */
    public record Waited<T extends @Nullable Object>(Set<LoopFuture<T>> done, Set<LoopFuture<T>> pending) {}

    /** Waits for some of several. Cancels none of them, and throws none of their exceptions. */
    public static <T extends @Nullable Object> Waited<T> wait(
            Collection<? extends LoopFuture<T>> futures, WaitUntil until) {
        return Waiting.of(currentTask(), futures, until, null);
    }

    /** Waits for some of several, for a time at most. Cancels none of them, and throws none of their exceptions. */
    public static <T extends @Nullable Object> Waited<T> wait(
            Collection<? extends LoopFuture<T>> futures, WaitUntil until, Duration timeout) {
        return Waiting.of(currentTask(), futures, until, timeout);
    }

    /**
     * The same futures in the order in which they become done. {@code next()} waits for the next that is; those that
     * nobody asks for run on.
     */
    public static <T extends @Nullable Object> Iterator<LoopFuture<T>> asCompleted(
            Collection<? extends Awaitable<T>> awaitables) {
        EventLoop loop = EventLoop.running();
        return new Completions<>(loop, new LinkedHashSet<>(futures(loop, awaitables)));
    }

    /**
     * Waits for something, for a time at most, and cancels it when that is over.
     *
     * @throws TimeoutException when the time is over
     * @throws Exception what it ended with
     */
    public static <T extends @Nullable Object> T waitFor(Coroutine<T> coroutine, Duration timeout) throws Exception {
        return waitFor((Awaitable<T>) coroutine, timeout);
    }

    /** As {@link #waitFor(Coroutine, Duration)}, for what may run already. */
    public static <T extends @Nullable Object> T waitFor(Awaitable<T> awaitable, Duration timeout) throws Exception {
        if (!timeout.isPositive()) {
            return whatThereIs(awaitable.on(currentTask().loop()));
        }
        return timeout(timeout, scope -> await(awaitable.on(scope.loop())));
    }

    private static <T extends @Nullable Object> T whatThereIs(LoopFuture<T> future) throws Exception {
        if (future.isDone()) {
            return future.result();
        }
        future.cancel();
        wait(Set.of(future), WaitUntil.ALL_COMPLETED); // a CancelledError here is of the task that waits
        if (future.isCancelled()) {
            throw timeoutException(null);
        }
        return future.result();
    }

    static TimeoutException timeoutException(@Nullable Throwable cause) {
        TimeoutException timeout = new TimeoutException("the time was over");
        timeout.initCause(cause);
        return timeout;
    }

    /**
     * Runs code that is cancelled when a time is over, wherever it waits then. Scopes may be nested: each knows
     * whether it was its own time.
     *
     * @throws TimeoutException when the time was over
     * @throws Exception what the code threw
     */
    public static <T extends @Nullable Object> T timeout(Duration time, Timeout.Body<T> body) throws Exception {
        Task<?> task = currentTask();
        return new Timeout(task).run(task.loop().nanosAfter(time), body);
    }

    /** As {@link #timeout}, until a time by {@link EventLoop#nanos()}. */
    public static <T extends @Nullable Object> T timeoutAt(long atNanos, Timeout.Body<T> body) throws Exception {
        return new Timeout(currentTask()).run(atNanos, body);
    }

    /** As {@link #timeout}, without an end until the code sets one. */
    public static <T extends @Nullable Object> T timeout(Timeout.Body<T> body) throws Exception {
        return new Timeout(currentTask()).run(null, body);
    }

    /**
     * A future that ends as that one does, and whose cancellation that one does not notice: what must not be
     * interrupted half-way is awaited through it.
     */
    public static <T extends @Nullable Object> LoopFuture<T> shield(Coroutine<T> coroutine) {
        return shield((Awaitable<T>) coroutine);
    }

    /** As {@link #shield(Coroutine)}, for what may run already. */
    public static <T extends @Nullable Object> LoopFuture<T> shield(Awaitable<T> awaitable) {
        EventLoop loop = EventLoop.running();
        LoopFuture<T> inner = awaitable.on(loop);
        return inner.isDone() ? inner : new Shield<T>(loop).around(inner);
    }

    /**
     * Runs code with a group of tasks, waits for all of them, and ends them all where one fails or the code does:
     * nothing outlives the group.
     *
     * @return what the code returned
     * @throws ExceptionGroup what the tasks and the code threw, cancellations excepted
     */
    public static <T extends @Nullable Object> T taskGroup(TaskGroup.Body<T> body) throws Exception {
        return new TaskGroup(currentTask()).run(body);
    }

    /** Calls something that blocks, on a thread of the loop's own bounded pool. */
    public static <T extends @Nullable Object> LoopFuture<T> toThread(Callable<T> work) {
        return EventLoop.running().offLoop().run(null, work);
    }

    /** Calls something that blocks or computes, on an executor. */
    public static <T extends @Nullable Object> LoopFuture<T> runInExecutor(Executor executor, Callable<T> work) {
        return EventLoop.running().offLoop().run(executor, work);
    }

    private static <T extends @Nullable Object> List<LoopFuture<T>> futures(
            EventLoop loop, Collection<? extends Awaitable<T>> awaitables) {
        List<LoopFuture<T>> futures = new ArrayList<>(awaitables.size());
        awaitables.forEach(awaitable -> futures.add(awaitable.on(loop)));
        return futures;
    }
}
