package dev.holter.agent.hooks;

import org.jspecify.annotations.Nullable;

/** A hook could not be installed, or failed and is off. The message says which, and what is lost by it. */
public final class HookFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String loss;

    HookFault(Hook hook, String reason, @Nullable Throwable cause) {
        super(hook.loss() + ": " + reason, cause);
        this.loss = hook.loss();
    }

    /** What is lost by it: half a sentence, the same for every fault of the same hook. */
    public String loss() {
        return loss;
    }
}
