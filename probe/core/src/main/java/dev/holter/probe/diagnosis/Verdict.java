package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a loop did not run, as far as it can be shown.
 *
 * @param confidence 0 to 1
 * @param culprit first frame of application code on the stalled stack
 * @param details more of the cause, by name in snake case
 * @param evidence what speaks for it, a sentence each
 */
public record Verdict(
        Cause cause,
        double confidence,
        Optional<StackTraceElement> culprit,
        Map<String, String> details,
        List<String> evidence) {
    public Verdict {
        details = Map.copyOf(details);
        evidence = List.copyOf(evidence);
    }
}
