package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        boolean doubtful = isDoubtful(stall);
        if (doubtful) {
            sentences.add("meanwhile the process had no processor for " + Words.millis(starvedNanos(stall))
                    + ", which makes the thread's CPU time doubtful");
        }
        Cause cause = account.isContradictory() || doubtful ? Cause.UNKNOWN : account.longest();
        double confidence = cause == Cause.UNKNOWN ? 0 : account.share(cause) * NO_STACK;
        Map<String, String> details = cause == Cause.UNKNOWN ? Map.of() : Details.recorded(stall, cause);
        return Verdict.accusingNobody(cause, confidence, details, sentences);
    }

    /**
     * Nothing but its CPU time says that the thread computed, while the process was short of processors: the kernel also
     * counts for a thread what its processor stood still, where the host does not tell of it.
     */
    private static boolean isDoubtful(StallCase stall) {
        StallEvidence evidence = stall.evidence();
        return stall.account().longest() == Cause.CPU
                && evidence.captureWaitNanos() == 0
                && starvedNanos(stall) * 2 > evidence.durationNanos();
    }

    private static long starvedNanos(StallCase stall) {
        return stall.evidence().pausedNanos(Set.of(Cause.STARVED));
    }
}
