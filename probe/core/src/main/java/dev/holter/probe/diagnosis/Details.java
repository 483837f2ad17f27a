package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Details that several rules give. */
final class Details {
    private static final Map<Cause, String> OF_CALLS = Map.of(Cause.SOCKET, "peer", Cause.FILE, "path");

    private Details() {}

    /** What is known of a call: by the kernel while it lasts, and by the JVM, which goes before that, when it has ended. */
    static Map<String, String> ofCall(StallCase stall, Cause cause) {
        Map<String, String> details = new HashMap<>();
        standing(stall, cause).ifPresent(subject -> details.put(OF_CALLS.get(cause), subject));
        details.putAll(recorded(stall, cause));
        return details;
    }

    /** What the kernel saw the thread wait for, where a call of this cause waits for such a thing. */
    static Optional<String> standing(StallCase stall, Cause cause) {
        return Optional.ofNullable(OF_CALLS.get(cause))
                .map(stall.evidence().kernel().callDetails()::get);
    }

    /** What the JVM recorded of the longest occurrence of a cause. */
    static Map<String, String> recorded(StallCase stall, Cause cause) {
        StallEvidence evidence = stall.evidence();
        return evidence.occurrences().stream()
                .filter(one -> one.cause() == cause)
                .max(Comparator.comparingLong(one -> evidence.clip(one).nanos()))
                .map(Occurrence::details)
                .orElse(Map.of());
    }
}
