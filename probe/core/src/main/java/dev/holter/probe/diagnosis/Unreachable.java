package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * There is no stack. A thread that computes without reaching a safepoint lets none be taken, and uses
 * CPU.
 */
final class Unreachable implements Rule {
    private static final double NO_STACK = 0.7;

    @Override
    public Optional<Verdict> judge(StallCase stall) {
        return stall.sightings().isEmpty() ? Optional.of(verdict(stall)) : Optional.empty();
    }

    private static Verdict verdict(StallCase stall) {
        TimeAccount account = stall.account();
        long waitNanos = stall.evidence().captureWaitNanos();
        List<String> sentences = Words.of(stall);
        sentences.add(
                waitNanos > 0
                        ? "no stack could be taken: the thread has not reached a safepoint for "
                                + Words.millis(waitNanos)
                        : "no stack was taken while the loop was stalled");
        Cause cause = account.isContradictory() ? Cause.UNKNOWN : account.longest();
        double confidence = cause == Cause.UNKNOWN ? 0 : account.share(cause) * NO_STACK;
        Map<String, String> details = cause == Cause.UNKNOWN ? Map.of() : Details.recorded(stall, cause);
        return Verdict.accusingNobody(cause, confidence, details, sentences);
    }
}
