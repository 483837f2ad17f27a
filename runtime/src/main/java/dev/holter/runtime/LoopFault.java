package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong on a loop and that nobody is there to catch.
 *
 * @param message what happened
 * @param exception what was thrown, or null
 * @param source the task, future or callback that it happened to, or null
 */
public record LoopFault(
        String message,
        @Nullable Throwable exception,
        @Nullable Object source) {}
