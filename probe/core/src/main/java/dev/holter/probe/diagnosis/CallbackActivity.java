package dev.holter.probe.diagnosis;

import dev.holter.probe.report.CallbackType;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a loop did with its callbacks over a stall.
 *
 * @param ran callbacks that ended since the heartbeat was due; empty where the loop has no hooks
 * @param quick how many of these were quick: none of them stalls a loop alone
 * @param quickNanos how long the quick ones took together
 * @param pendingAtStart callbacks queued when the stall began; empty where the loop cannot tell
 * @param pending callbacks queued now; empty where the loop cannot tell
 * @param frequent types of those that ran, most frequent first, with what they did over the stall
 */
public record CallbackActivity(
        OptionalLong ran,
        long quick,
        long quickNanos,
        OptionalInt pendingAtStart,
        OptionalInt pending,
        List<CallbackType> frequent) {
    /** Nothing is known. */
    public static final CallbackActivity NONE = queued(OptionalInt.empty(), OptionalInt.empty());

    public CallbackActivity {
        frequent = List.copyOf(frequent);
    }

    /** Of a loop that has no hooks. */
    public static CallbackActivity queued(OptionalInt atStart, OptionalInt now) {
        return new CallbackActivity(OptionalLong.empty(), 0, 0, atStart, now, List.of());
    }
}
