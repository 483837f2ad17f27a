package dev.holter.probe.diagnosis;

import dev.holter.probe.report.StackSample;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stack of the stalled thread that is known to belong to the stall, and what the thread waited for.
 *
 * @param lock what it waited for; empty where it ran
 * @param pending callbacks that were queued on the loop then; empty where the loop cannot tell
 */
public record StackCapture(StackSample sample, Optional<LockWait> lock, OptionalInt pending) {
    public StackCapture(StackSample sample, Optional<LockWait> lock) {
        this(sample, lock, OptionalInt.empty());
    }

    /** The same with how many callbacks were queued. */
    public StackCapture with(OptionalInt queued) {
        return new StackCapture(sample, lock, queued);
    }
}
