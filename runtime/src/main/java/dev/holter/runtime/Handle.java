package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/** A callback that a loop is to run, and that can be called off. For the loop's thread. */
public sealed class Handle permits TimerHandle {
    private @Nullable Runnable callback;
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

    final void run() {
        Runnable call = callback;
        if (call != null) {
            call.run();
        }
    }

    @Override
    public String toString() {
        return "callback " + (callback == null ? "called off" : callback.toString());
    }
}
