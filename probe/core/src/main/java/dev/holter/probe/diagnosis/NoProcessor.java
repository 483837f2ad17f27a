package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Map;
import java.util.Optional;

/**
 * The thread wanted to run and was given no processor for longer than it did anything else, by the
 * kernel's account: it waited for one, the host took the one that it was on, or the kernel had stopped it.
 */
final class NoProcessor implements Rule {
    /** The state of a thread is read once in a while, and tells of then. */
    private static final double STOPPED_WHEN_READ = 0.8;

    private static final double MOST = 0.5;

    @Override
    public Optional<Verdict> judge(StallCase stall) {
        TimeAccount account = stall.account();
        return switch (account.longest()) {
            case STARVED -> isShown(account) ? Optional.of(starved(stall)) : Optional.empty();
            case SUSPENDED -> account.isContradictory() ? Optional.empty() : Optional.of(stopped(stall));
            default -> Optional.empty();
        };
    }

    /** The kernel counts exactly how long a thread waited: no doubt about the rest outweighs more than half the stall. */
    private static boolean isShown(TimeAccount account) {
        return !account.isContradictory() || account.share(Cause.STARVED) > MOST;
    }

    private static Verdict starved(StallCase stall) {
        return Verdict.accusingNobody(
                Cause.STARVED, stall.account().share(Cause.STARVED), Details.ofNoProcessor(stall), Words.of(stall));
    }

    private static Verdict stopped(StallCase stall) {
        double share = stall.account().share(Cause.SUSPENDED);
        return Verdict.accusingNobody(Cause.SUSPENDED, share * STOPPED_WHEN_READ, Map.of(), Words.of(stall));
    }
}
