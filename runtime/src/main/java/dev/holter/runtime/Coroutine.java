package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Code that awaits in direct style. A loop runs it as a {@link Task}; called directly it is an ordinary method that
 * may await if its caller may.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface Coroutine<T extends @Nullable Object> extends Awaitable<T> {

    /** Runs in a task, on the loop's thread; gives control back to the loop only where it waits. */
    T run() throws Exception;

    @Override
    default LoopFuture<T> on(EventLoop loop) {
        return loop.createTask(this);
    }
}
