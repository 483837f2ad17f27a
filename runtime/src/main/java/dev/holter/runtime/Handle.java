package dev.holter.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A callback that a loop is to run, and that can be called off. For the loop's thread. */
public sealed class Handle permits TimerHandle, Inbox.Letter, TaskStep {
    private @Nullable Runnable callback;
    private @Nullable StackTraceElement creationSite;
    private boolean cancelled;

    Handle(Runnable callback) {
        this.callback = callback;
    }

    /** Calls it off, and lets go of what it refers to. Does nothing where it has run or was called off. */
    public void cancel() {
        cancelled = true;
        callback = null;
    }

    /** Whether it was called off. */
    public final boolean isCancelled() {
        return cancelled;
    }

    void run() {
        Runnable call = callback;
        if (call != null) {
            call.run();
        }
    }

    /**
     * What the callback is: its class, for a step of a task that of the coroutine; {@code Handle} itself where it was
     * called off.
     */
    public Class<?> type() {
        Runnable call = callback;
        return call == null ? Handle.class : call.getClass();
    }

    final void wasMadeAt(@Nullable StackTraceElement site) {
        creationSite = site;
    }

    /** Who asked for it; empty unless the loop is in debug mode. */
    public final Optional<StackTraceElement> creationSite() {
        return Optional.ofNullable(creationSite);
    }

    @Override
    public final String toString() {
        return words() + creationSite().map(site -> ", asked for at " + site).orElse("");
    }

    String words() {
        Runnable call = callback;
        if (call == null) {
            return "a callback that was called off";
        }
        Class<?> type = call.getClass();
        return type.isHidden() ? "a callback of " + type.getNestHost().getName() : wordsOf(call);
    }

    /** The callback is not ours, and neither is what it may throw. */
    private static String wordsOf(Runnable call) {
        try {
            return call.toString();
        } catch (RuntimeException e) {
            return "a callback of " + call.getClass().getName();
        }
    }
}
