package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Arrives at the place where a task waits when the task is cancelled. An {@code Error}, so that {@code catch
 * (Exception e)} does not swallow it: a task that is to end soon does not go on because a handler was broad. Clean up
 * in {@code finally}, which may await; whoever catches it throws it again.
 */
public final class CancelledError extends Error {
    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param message what was given to {@link LoopFuture#cancel(String)}
     */
    public CancelledError(@Nullable String message) {
        super(message);
    }
}
