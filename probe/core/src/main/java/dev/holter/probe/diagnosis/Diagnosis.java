package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StackSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives the verdict on a stall: a pure function of its evidence. Immutable; any thread.
 *
 * <p>Two witnesses have to agree before a callback is accused. The stacks say what the thread was
 * doing; its CPU time says whether it was doing anything at all. Blocked stacks with CPU time standing
 * still are a blocking call, running stacks with CPU time advancing are a computation, and a
 * contradiction is {@link Cause#UNKNOWN}. {@link TimeAccount} divides the stall's time by this, piece
 * by piece, and the cause is what most of the time went to.
 *
 * <p>Where the process as a whole did not run for half the stall or more, no callback is accused, with
 * one exception: on a machine that is short of processors the watchdog is late again and again for as
 * long as a stall lasts, and a thread that was seen blocked in the same kind of call every time, three
 * times or more, is not one that waits for a processor.
 *
 * <p>The rules are asked in the order in which they stand in {@link #RULES}, and the first that has a
 * verdict gives it: first what stops a thread that did nothing, then what the thread did.
 */
public final class Diagnosis {
    /** From this share on, CPU time advances with the clock. */
    static final double COMPUTING = 0.7;
    /** Up to this share, CPU time stands still, and what remains unexplained is of no weight. */
    static final double STANDING_STILL = 0.3;

    private static final long QUICK_BY_DEFAULT_NANOS = 50_000_000;

    private static final List<Rule> RULES = List.of(
            new PausedProcess(),
            new NoProcessor(),
            new ManyCallbacks(),
            new Unreachable(),
            new Computing(),
            new Blocked(),
            new Unexplained());

    private final FrameClassifier classifier;
    private final ActivityReader reader;
    private final long quickNanos;

    /** A diagnosis for which callbacks of less than 50 ms are quick. */
    public Diagnosis(FrameClassifier classifier) {
        this(classifier, QUICK_BY_DEFAULT_NANOS);
    }

    /**
     * Makes a diagnosis.
     *
     * @param quickNanos below which a callback is quick: it does not stall a loop alone
     */
    public Diagnosis(FrameClassifier classifier, long quickNanos) {
        this.classifier = classifier;
        this.quickNanos = quickNanos;
        this.reader = new ActivityReader(classifier);
    }

    /** Judges what is known so far; the same evidence always gives the same verdict. */
    public Verdict judge(StallEvidence evidence) {
        StallCase stall = StallCase.of(evidence, reader, classifier, quickNanos);
        Verdict verdict = RULES.stream()
                .map(rule -> rule.judge(stall))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        return verdict.cause() == Cause.UNKNOWN
                ? verdict
                : verdict.with(stall.account().parts());
    }

    /** Judges what a stack might show, so that the first stall does not pay for loading the rules. */
    public void rehearse(StackCapture capture) {
        StackSample sample = capture.sample();
        StackCapture waiting = new StackCapture(
                new StackSample(0, Thread.State.WAITING, OptionalLong.of(0), sample.frames()), capture.lock());
        StackCapture running = new StackCapture(
                new StackSample(0, Thread.State.RUNNABLE, OptionalLong.of(0), sample.frames()), Optional.empty());
        ProcessPause pause = new ProcessPause(0, 1, Cause.STARVED);
        judge(rehearsed(List.of(), 0, List.of(waiting)));
        judge(rehearsed(List.of(), 1, List.of(running)));
        judge(rehearsed(List.of(), 0, List.of(running)));
        judge(rehearsed(List.of(pause), 0, List.of()));
    }

    private static StallEvidence rehearsed(List<ProcessPause> pauses, long cpuNanos, List<StackCapture> captures) {
        return new StallEvidence(
                1,
                pauses,
                OptionalLong.of(cpuNanos),
                captures,
                0,
                KernelAccount.NONE,
                CallbackActivity.NONE,
                List.of());
    }
}
