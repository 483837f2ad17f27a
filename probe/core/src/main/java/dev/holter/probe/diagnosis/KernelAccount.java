package dev.holter.probe.diagnosis;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel says of the loop's thread over a stall. Empty where it does not say.
 *
 * @param runDelayNanos how long the thread was ready to run and had no processor
 * @param throttledNanos how long the process's control group was kept from running by its quota
 * @param state state of the thread as last read, one letter: {@code R} running, {@code S} asleep,
 *     {@code D} in an uninterruptible wait, {@code T} stopped
 * @param waitChannel the kernel's function in which the thread slept as last read
 */
public record KernelAccount(
        OptionalLong runDelayNanos, OptionalLong throttledNanos, Optional<String> state, Optional<String> waitChannel) {
    /** The account where the kernel says nothing. */
    public static final KernelAccount NONE =
            new KernelAccount(OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
}
