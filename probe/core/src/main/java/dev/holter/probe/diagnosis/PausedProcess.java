package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process as a whole did not run for half the stall or more, or longer than anything else took. */
final class PausedProcess implements Rule {
    /** By its CPU time alone: an operation of the JVM that waits for a disk looks the same until it is recorded. */
    private static final double USED_NO_CPU = 0.8;

    @Override
    public Optional<Verdict> judge(StallCase stall) {
        Cause longest = stall.account().longest();
        boolean stoppedLongest = Pauses.STOP_EVERYBODY.contains(longest)
                && stall.pauses().stream().anyMatch(pause -> pause.cause() == longest);
        if (stall.isMostlyPaused()) {
            return Optional.of(verdict(cause(stall.pauses()), stall));
        }
        return stoppedLongest ? Optional.of(verdict(longest, stall)) : Optional.empty();
    }

    private static Verdict verdict(Cause cause, StallCase stall) {
        long pausedNanos =
                stall.pauses().stream().mapToLong(ProcessPause::nanos).sum();
        long durationNanos = stall.evidence().durationNanos();
        List<String> sentences = new ArrayList<>(Words.of(stall));
        sentences.removeIf(sentence -> sentence.startsWith("the control heartbeat"));
        sentences.add(
                0,
                "the control heartbeat was late for " + Words.millis(pausedNanos) + " of " + Words.millis(durationNanos)
                        + ": the process as a whole did not run");
        if (cause == Cause.SUSPENDED) {
            sentences.add("it used little CPU time meanwhile: it was stopped, or the JVM waited for something itself");
        }
        Map<String, String> details =
                cause == Cause.STARVED ? Details.ofNoProcessor(stall) : Details.recorded(stall, cause);
        return Verdict.accusingNobody(cause, confidence(cause, stall), details, sentences);
    }

    private static double confidence(Cause cause, StallCase stall) {
        return switch (cause) {
            case UNKNOWN -> 0;
            case SUSPENDED -> stall.account().share(cause) * USED_NO_CPU;
            default -> stall.account().share(cause);
        };
    }

    /** Why, for most of that time. */
    private static Cause cause(List<ProcessPause> pauses) {
        Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
        pauses.forEach(pause -> byCause.merge(pause.cause(), pause.nanos(), Long::sum));
        return byCause.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Cause.UNKNOWN);
    }
}
