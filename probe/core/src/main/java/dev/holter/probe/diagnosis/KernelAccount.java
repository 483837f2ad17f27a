package dev.holter.probe.diagnosis;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel says of the loop's thread over a stall. Empty where it does not say.
 *
 * @param runDelayNanos how long the thread was ready to run and had no processor
 * @param throttledNanos how long the process's control group was kept from running by its quota
 * @param stolenNanos how long the host of a virtual machine had taken the thread's processor away, in steps of 10 ms
 * @param state state of the thread as last read, one letter: {@code R} running, {@code S} asleep,
 *     {@code D} in an uninterruptible wait, {@code T} stopped
 * @param waitChannel the kernel's function in which the thread slept as last read
 * @param callDetails what the system call was about in which it was last seen: {@code peer} or {@code path}
 */
public record KernelAccount(
        OptionalLong runDelayNanos,
        OptionalLong throttledNanos,
        OptionalLong stolenNanos,
        Optional<String> state,
        Optional<String> waitChannel,
        Map<String, String> callDetails) {
    /** The account where the kernel says nothing. */
    public static final KernelAccount NONE = new KernelAccount(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());

    public KernelAccount {
        callDetails = Map.copyOf(callDetails);
    }

    /** This account, with what an earlier one said of a call where this one says nothing: the thread may have gone on. */
    public KernelAccount after(KernelAccount earlier) {
        return callDetails.isEmpty()
                ? new KernelAccount(runDelayNanos, throttledNanos, stolenNanos, state, waitChannel, earlier.callDetails)
                : this;
    }
}
