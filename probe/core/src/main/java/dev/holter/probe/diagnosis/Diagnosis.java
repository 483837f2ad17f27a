package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives the verdict on a stall: a pure function of its evidence. Immutable; any thread.
 *
 * <p>Two witnesses have to agree before a callback is accused. The stacks say what the thread was
 * doing; its CPU time says whether it was doing anything at all. Blocked stacks with CPU time standing
 * still are a blocking call, running stacks with CPU time advancing are a computation, and a
 * contradiction is {@link Cause#UNKNOWN}. Where the process as a whole did not run for half the stall
 * or more, no callback is accused, with one exception: on a machine that is short of processors the
 * watchdog is late again and again for as long as a stall lasts, and a thread that was seen blocked in
 * the same kind of call every time, three times or more, is not one that waits for a processor.
 */
public final class Diagnosis {
    /** From this share on, CPU time advances with the clock. */
    static final double COMPUTING = 0.7;
    /** Up to this share, CPU time stands still. */
    static final double STANDING_STILL = 0.3;

    private static final double ONE_STACK = 0.85;
    private static final double SEVERAL_STACKS = 0.98;
    private static final double NO_CPU_TIME = 0.7;
    private static final double BESIDE_PAUSES = 0.7;
    private static final int THROUGHOUT = 3;

    private final FrameClassifier classifier;
    private final ActivityReader reader;

    public Diagnosis(FrameClassifier classifier) {
        this.classifier = classifier;
        this.reader = new ActivityReader(classifier);
    }

    /** Judges what is known so far; the same evidence always gives the same verdict. */
    public Verdict judge(StallEvidence evidence) {
        Map<Activity, List<StackCapture>> byActivity = byActivity(evidence.captures());
        if (isMostlyPaused(evidence) && !isBlockedThroughout(byActivity, evidence)) {
            return processPaused(evidence);
        }
        if (evidence.captures().isEmpty()) {
            return withoutStacks(evidence);
        }
        if (evidence.cpuRatio().orElse(0) >= COMPUTING && !mostContradictComputing(byActivity, evidence)) {
            return computing(evidence);
        }
        Activity most = mostSeen(byActivity);
        List<StackCapture> captures = byActivity.getOrDefault(most, List.of());
        boolean majority = captures.size() * 2 > evidence.captures().size();
        if (most.isBlocked() && majority && evidence.cpuRatio().orElse(0) <= STANDING_STILL) {
            return blocked(most, captures, evidence);
        }
        return contradiction(most, captures, evidence);
    }

    private Map<Activity, List<StackCapture>> byActivity(List<StackCapture> captures) {
        Map<Activity, List<StackCapture>> byActivity = new EnumMap<>(Activity.class);
        for (StackCapture capture : captures) {
            Activity activity =
                    reader.read(capture.sample().state(), capture.sample().frames());
            byActivity.computeIfAbsent(activity, any -> new ArrayList<>()).add(capture);
        }
        return byActivity;
    }

    /** Collections and suspensions stop everybody: beside them stacks leave doubt all the same. */
    private static boolean isBlockedThroughout(Map<Activity, List<StackCapture>> byActivity, StallEvidence evidence) {
        boolean onlyTheWatchdogWasSeenLate =
                evidence.pauseCause() == Cause.STARVED || evidence.pauseCause() == Cause.UNKNOWN;
        return onlyTheWatchdogWasSeenLate
                && evidence.captures().size() >= THROUGHOUT
                && byActivity.size() == 1
                && byActivity.keySet().iterator().next().contradictsComputing()
                && evidence.cpuRatio().orElse(1) <= STANDING_STILL;
    }

    private static Verdict processPaused(StallEvidence evidence) {
        double share = Math.min(1, (double) evidence.pausedNanos() / evidence.durationNanos());
        String sentence = "the control heartbeat was late for " + millis(evidence.pausedNanos()) + " of "
                + millis(evidence.durationNanos()) + ": the process as a whole did not run";
        double confidence = evidence.pauseCause() == Cause.UNKNOWN ? 0 : share;
        return new Verdict(
                evidence.pauseCause(),
                confidence,
                Optional.empty(),
                Map.of(),
                List.of(sentence),
                List.of(),
                Optional.empty());
    }

    /** A thread that computes without reaching a safepoint lets no stack be taken, and uses CPU. */
    private static Verdict withoutStacks(StallEvidence evidence) {
        List<String> sentences = cpuSentences(evidence);
        sentences.add(
                evidence.captureWaitNanos() > 0
                        ? "no stack could be taken: the thread has not reached a safepoint for "
                                + millis(evidence.captureWaitNanos())
                        : "no stack was taken while the loop was stalled");
        boolean computing = evidence.cpuRatio().orElse(0) >= COMPUTING;
        return new Verdict(
                computing ? Cause.CPU : Cause.UNKNOWN,
                computing ? NO_CPU_TIME : 0,
                Optional.empty(),
                Map.of(),
                sentences,
                List.of(),
                Optional.empty());
    }

    private Verdict computing(StallEvidence evidence) {
        CommonFrame common = CommonFrame.of(evidence.captures(), classifier);
        List<String> sentences = cpuSentences(evidence);
        common.frame()
                .ifPresent(frame -> sentences.add(common.occurrences() + " of "
                        + stacks(evidence.captures().size()) + " run through " + name(frame)));
        double share = (double) common.occurrences() / evidence.captures().size();
        return new Verdict(
                Cause.CPU,
                confidence(evidence.captures().size(), 1),
                share > 0.5 ? common.frame() : Optional.empty(),
                Map.of(),
                sentences,
                List.of(),
                Optional.empty());
    }

    private Verdict blocked(Activity activity, List<StackCapture> captures, StallEvidence evidence) {
        StackCapture latest = captures.get(captures.size() - 1);
        double share = (double) captures.size() / evidence.captures().size();
        List<String> sentences = cpuSentences(evidence);
        sentences.add(stackSentence(activity, captures, evidence));
        double sure = confidence(captures.size(), share) * (isMostlyPaused(evidence) ? BESIDE_PAUSES : 1);
        return new Verdict(
                activity.cause(),
                evidence.cpuRatio().isPresent() ? sure : sure * NO_CPU_TIME,
                classifier.culprit(latest.sample().frames()),
                details(activity, latest),
                sentences,
                List.of(),
                Optional.empty());
    }

    private static Verdict contradiction(Activity most, List<StackCapture> captures, StallEvidence evidence) {
        List<String> sentences = cpuSentences(evidence);
        sentences.add(stackSentence(most, captures, evidence));
        return new Verdict(Cause.UNKNOWN, 0, Optional.empty(), Map.of(), sentences, List.of(), Optional.empty());
    }

    private Map<String, String> details(Activity activity, StackCapture capture) {
        if (capture.lock().isEmpty() || (activity != Activity.LOCK && activity != Activity.WAIT)) {
            return Map.of();
        }
        LockWait lock = capture.lock().get();
        if (activity == Activity.WAIT) {
            return Map.of("awaited", lock.object());
        }
        Map<String, String> details = new HashMap<>();
        details.put("lock", lock.object());
        lock.owner().ifPresent(owner -> details.put("lock_owner", owner));
        classifier
                .culprit(lock.ownerFrames())
                .or(() -> lock.ownerFrames().stream().findFirst())
                .ifPresent(frame -> details.put("lock_owner_frame", place(frame)));
        return details;
    }

    private static Activity mostSeen(Map<Activity, List<StackCapture>> byActivity) {
        Activity most = Activity.IDLE;
        int count = 0;
        for (Map.Entry<Activity, List<StackCapture>> entry : byActivity.entrySet()) {
            if (entry.getValue().size() > count) {
                most = entry.getKey();
                count = entry.getValue().size();
            }
        }
        return most;
    }

    private static boolean isMostlyPaused(StallEvidence evidence) {
        return evidence.pausedNanos() * 2 >= evidence.durationNanos();
    }

    private static boolean mostContradictComputing(
            Map<Activity, List<StackCapture>> byActivity, StallEvidence evidence) {
        int contradicting = 0;
        for (Map.Entry<Activity, List<StackCapture>> entry : byActivity.entrySet()) {
            contradicting +=
                    entry.getKey().contradictsComputing() ? entry.getValue().size() : 0;
        }
        return contradicting * 2 > evidence.captures().size();
    }

    private static double confidence(int agreeing, double share) {
        return share * (agreeing == 1 ? ONE_STACK : SEVERAL_STACKS);
    }

    private static List<String> cpuSentences(StallEvidence evidence) {
        List<String> sentences = new ArrayList<>();
        OptionalDouble ratio = evidence.cpuRatio();
        sentences.add(
                ratio.isEmpty()
                        ? "the thread's CPU time cannot be read"
                        : String.format(
                                Locale.ROOT,
                                "the thread was on a processor for %.1f %% of %s",
                                ratio.getAsDouble() * 100,
                                millis(evidence.durationNanos())));
        if (evidence.pausedNanos() > 0) {
            sentences.add("the control heartbeat was late as well for " + millis(evidence.pausedNanos()) + " of it");
        }
        return sentences;
    }

    private static String stackSentence(Activity activity, List<StackCapture> captures, StallEvidence evidence) {
        String where = captures.stream()
                .flatMap(capture -> capture.sample().frames().stream().limit(1))
                .map(frame -> ", in " + name(frame))
                .reduce("", (first, second) -> second);
        return "in " + captures.size() + " of " + stacks(evidence.captures().size()) + " the thread was "
                + activity.words() + where;
    }

    private static String stacks(int count) {
        return count == 1 ? "1 stack" : count + " stacks";
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** Without the class loader and the module that {@code StackTraceElement.toString()} begins with. */
    private static String place(StackTraceElement frame) {
        String source = frame.isNativeMethod() ? "Native Method" : frame.getFileName() + ":" + frame.getLineNumber();
        return name(frame) + "(" + source + ")";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
