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

    /** How long there was no processor, and what kept it back: what did so for less than half of that is in the evidence alone. */
    static Map<String, String> ofNoProcessor(StallCase stall) {
        Map<String, String> details = new HashMap<>(recorded(stall, Cause.STARVED));
        long nanos = stall.account().nanos(Cause.STARVED);
        KernelAccount kernel = stall.evidence().kernel();
        details.put("no_processor", Words.millis(nanos));
        kernel.throttledNanos().stream()
                .filter(throttled -> throttled * 2 >= nanos)
                .forEach(throttled -> details.put("throttled", Words.millis(throttled)));
        kernel.stolenNanos().stream()
                .filter(stolen -> stolen * 2 >= nanos)
                .forEach(stolen -> details.put("stolen", Words.millis(stolen)));
        return details;
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
