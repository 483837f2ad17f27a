package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work that blocks, on threads of its own. asyncio's default pool has the same bound. The threads are daemons and end
 * while there is nothing to do.
 */
final class OffLoop implements AutoCloseable {
    private static final int MOST_THREADS = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    private static final long KEEP_THREAD_SECONDS = 10;

    private final EventLoop loop;
    private @Nullable ThreadPoolExecutor pool;

    OffLoop(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Calls that elsewhere. Cancelling the future keeps work that has not begun from beginning; what has begun goes
     * on, for a thread cannot be stopped.
     */
    <T extends @Nullable Object> LoopFuture<T> run(@Nullable Executor executor, Callable<T> work) {
        Promise<T> promise = loop.createFuture();
        (executor == null ? pool() : executor).execute(() -> {
            if (promise.isCancelled()) {
                return;
            }
            loop.passes().submit(new Letter(end(promise, work))); // to no avail where the loop was closed meanwhile
        });
        return promise;
    }

    /** Does the work; what is left for the loop to do. */
    private static <T extends @Nullable Object> Runnable end(Promise<T> promise, Callable<T> work) {
        try {
            T result = work.call();
            return () -> {
                if (!promise.isDone()) {
                    promise.setResult(result);
                }
            };
        } catch (CancelledError cancelled) {
            return () -> promise.cancel(cancelled.getMessage());
        } catch (Throwable thrown) {
            return () -> {
                if (!promise.isDone()) {
                    promise.setException(thrown);
                }
            };
        }
    }

    private ExecutorService pool() {
        if (pool == null) {
            pool = new ThreadPoolExecutor(
                    MOST_THREADS,
                    MOST_THREADS,
                    KEEP_THREAD_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("loop-blocking-", 0).factory());
            pool.allowCoreThreadTimeOut(true);
        }
        return pool;
    }

    @Override
    public void close() {
        if (pool == null) {
            return;
        }
        boolean wasInterrupted = Thread.interrupted(); // which is of the loop's program, and not of this work
        try {
            pool.close();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
