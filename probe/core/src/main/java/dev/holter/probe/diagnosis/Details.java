package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Comparator;
import java.util.Map;

/** Details that several rules give. */
final class Details {
    private Details() {}

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
