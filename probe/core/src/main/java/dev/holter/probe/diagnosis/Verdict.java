package dev.holter.probe.diagnosis;

import dev.holter.probe.report.BlockingThread;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallPart;
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
 * @param parts the ways in which the loop stood still, longest first; empty where it was one
 * @param blocker the thread that holds what the loop waits for
 */
public record Verdict(
        Cause cause,
        double confidence,
        Optional<StackTraceElement> culprit,
        Map<String, String> details,
        List<String> evidence,
        List<StallPart> parts,
        Optional<BlockingThread> blocker) {
    public Verdict {
        details = Map.copyOf(details);
        evidence = List.copyOf(evidence);
        parts = List.copyOf(parts);
    }

    /** Of a stall that is nobody's fault, or nobody's that is known. */
    static Verdict accusingNobody(Cause cause, double confidence, Map<String, String> details, List<String> evidence) {
        return new Verdict(cause, confidence, Optional.empty(), details, evidence, List.of(), Optional.empty());
    }

    Verdict with(List<StallPart> newParts) {
        return new Verdict(cause, confidence, culprit, details, evidence, newParts, blocker);
    }
}
