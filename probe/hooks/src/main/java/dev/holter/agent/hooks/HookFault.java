package dev.holter.agent.hooks;

/** A hook could not be installed, or failed and is off. The message says which, and what is lost by it. */
public final class HookFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    HookFault(Hook hook, String reason, Throwable cause) {
        super(hook.loss() + ": " + reason, cause);
    }

    HookFault(Hook hook, String reason) {
        super(hook.loss() + ": " + reason);
    }
}
