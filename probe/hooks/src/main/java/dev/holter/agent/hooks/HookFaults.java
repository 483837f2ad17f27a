package dev.holter.agent.hooks;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of the first fault of each hook, and of every channel whose counter fails. Any thread may call it. */
final class HookFaults {
    private final Consumer<Throwable> onFault;
    private final Set<Hook> told = EnumSet.noneOf(Hook.class);

    HookFaults(Consumer<Throwable> onFault) {
        this.onFault = onFault;
    }

    /** A hook failed while it ran. */
    void failed(Hook hook, Throwable fault) {
        tell(hook, new HookFault(hook, "the hook failed with " + fault, fault));
    }

    /** The requests of one channel are no longer counted. */
    void channelFailed(Throwable fault) {
        onFault.accept(new HookFault(Hook.CHANNEL, "its counter failed with " + fault, fault));
    }

    /** A hook cannot be installed here. */
    void unfit(Hook hook, String reason) {
        tell(hook, new HookFault(hook, reason, null));
    }

    private void tell(Hook hook, HookFault fault) {
        synchronized (told) {
            if (!told.add(hook)) {
                return;
            }
        }
        onFault.accept(fault);
    }
}
