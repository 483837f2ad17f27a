package dev.holter.probe.watch;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the stack of what a loop does is found.
 *
 * @param thread the loop's own, whose CPU time counts
 * @param carried the virtual thread that it carries now, if any, whose frames are the ones to be told
 */
record LoopStack(Thread thread, Supplier<Optional<Thread>> carried) {

    /** The thread whose frames tell what the loop does at this moment. */
    Thread shown() {
        return carried.get().orElse(thread);
    }
}
