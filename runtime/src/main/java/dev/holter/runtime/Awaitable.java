package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What functions that combine others take: a future, or a coroutine, which they run as a task.
 *
 * @param <T> what comes of it
 */
public interface Awaitable<T extends @Nullable Object> {

    /** The future itself, or a new task of the loop that runs the coroutine. */
    LoopFuture<T> on(EventLoop loop);
}
