package dev.holter.probe.watch;

import dev.holter.probe.host.ThreadAccount;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the stack of what a loop does is found.
 *
 * @param thread the loop's own, whose CPU time counts
 * @param carried the virtual thread that it carries now, if any, whose frames are the ones to be told
 * @param account the kernel's of the loop's own thread
 */
record LoopStack(Thread thread, Supplier<Optional<Thread>> carried, ThreadAccount account) {

    /**
     * The thread whose frames tell what the loop does at this moment.
     *
     * @throws AdapterFault where the adapter does not say
     */
    Thread shown() {
        try {
            return carried.get().orElse(thread);
        } catch (Throwable fault) {
            throw new AdapterFault(fault);
        }
    }
}
