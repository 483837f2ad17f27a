package dev.holter.probe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StackSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final long MS = 1_000_000;
    private static final StackTraceElement HANDLER = frame("com.example.Handler", "handle");
    private static final StackTraceElement SLEEP = frame("java.lang.Thread", "sleep");
    private static final StackTraceElement DEFLATE =
            new StackTraceElement("java.util.zip.Deflater", "deflateBytesBytes", "Deflater.java", -2);

    private final Diagnosis diagnosis = new Diagnosis(new FrameClassifier(List.of(), List.of()));

    @Test
    void processThatDidNotRunForHalfTheStall_accusesNobody() {
        Verdict verdict = diagnosis.judge(
                Evidence.of(100 * MS, 50 * MS, Cause.GC, OptionalDouble.of(0), List.of(running(HANDLER)), 0));

        assertThat(verdict.cause()).isEqualTo(Cause.GC);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isCloseTo(0.5, within(1e-9));
        assertThat(verdict.evidence()).singleElement().asString().contains("50.0 ms of 100.0 ms");
    }

    @Test
    void threadSeenBlockedThroughoutAStarvedStall_isNotStarved() {
        StackCapture nap = sleeping(SLEEP, HANDLER);

        Verdict three = starved(0.01, nap, nap, nap);
        assertThat(three.cause()).isEqualTo(Cause.SLEEP);
        assertThat(three.culprit()).contains(HANDLER);
        assertThat(three.confidence()).isBetween(0.5, 0.8);
        assertThat(three.evidence()).anyMatch(one -> one.contains("late as well for 60.0 ms"));
    }

    @Test
    void threadSeenBlockedNowAndThenInAStarvedStall_isStarved() {
        StackCapture nap = sleeping(SLEEP, HANDLER);

        assertThat(List.of(
                        starved(0.01, nap, nap),
                        starved(0.01, nap, nap, running(HANDLER)),
                        starved(0.9, nap, nap, nap),
                        starved(0.9, running(HANDLER), running(HANDLER), running(HANDLER))))
                .allMatch(verdict -> verdict.cause() == Cause.STARVED)
                .allMatch(verdict -> verdict.culprit().isEmpty());
    }

    @Test
    void threadSeenBlockedThroughoutACollection_isAccusedOfNothing() {
        StackCapture nap = sleeping(SLEEP, HANDLER);
        Verdict verdict = diagnosis.judge(
                Evidence.of(100 * MS, 60 * MS, Cause.GC, OptionalDouble.of(0), List.of(nap, nap, nap), 0));

        assertThat(verdict.cause()).isEqualTo(Cause.GC);
        assertThat(verdict.culprit()).isEmpty();
    }

    @Test
    void pauseOfUnknownCause_isUnknown() {
        Verdict verdict =
                diagnosis.judge(Evidence.of(100 * MS, 90 * MS, Cause.UNKNOWN, OptionalDouble.of(0), List.of(), 0));

        assertUnknown(verdict);
    }

    @Test
    void shortPauseInAStall_isMentioned() {
        Verdict verdict = diagnosis.judge(
                Evidence.of(100 * MS, 10 * MS, Cause.GC, OptionalDouble.of(0), List.of(sleeping(SLEEP, HANDLER)), 0));

        assertThat(verdict.cause()).isEqualTo(Cause.SLEEP);
        assertThat(verdict.evidence()).anyMatch(one -> one.contains("late as well for 10.0 ms"));
    }

    @Test
    void noStackAndNoCpuTime_isUnknown() {
        assertUnknown(judge(OptionalDouble.of(0.1)));
        assertUnknown(judge(OptionalDouble.empty()));
    }

    @Test
    void noStackBecauseTheThreadComputes_isCpu() {
        Verdict verdict =
                diagnosis.judge(Evidence.of(100 * MS, 0, Cause.UNKNOWN, OptionalDouble.of(0.99), List.of(), 40 * MS));

        assertThat(verdict.cause()).isEqualTo(Cause.CPU);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isBetween(0.5, 0.8);
        assertThat(verdict.evidence()).anyMatch(one -> one.contains("safepoint for 40.0 ms"));
    }

    @Test
    void computation_isThatOfTheFrameCommonToMostStacks() {
        StackTraceElement loop = frame("com.example.Report", "totals");
        Verdict verdict = judge(
                OptionalDouble.of(0.95),
                running(frame("com.example.Money", "add"), loop, HANDLER),
                running(frame("com.example.Money", "round"), loop, HANDLER),
                running(frame("java.math.BigDecimal", "divide"), loop, HANDLER));

        assertThat(verdict.cause()).isEqualTo(Cause.CPU);
        assertThat(verdict.culprit()).contains(loop);
        assertThat(verdict.confidence()).isGreaterThan(0.9);
        assertThat(verdict.evidence()).anyMatch(one -> one.contains("3 of 3 stacks"));
    }

    @Test
    void recursion_countsOncePerStack() {
        StackTraceElement tree = frame("com.example.Tree", "walk");
        Verdict verdict = judge(
                OptionalDouble.of(0.95),
                running(tree, tree, tree, HANDLER),
                running(HANDLER),
                running(frame("com.example.Tree", "walk"), HANDLER));

        assertThat(verdict.culprit()).contains(HANDLER);
    }

    @Test
    void computationWithNoCommonFrame_accusesNobody() {
        Verdict verdict = judge(
                OptionalDouble.of(0.95),
                running(frame("com.example.A", "a")),
                running(frame("com.example.B", "b")),
                running(frame("com.example.C", "c")));

        assertThat(verdict.cause()).isEqualTo(Cause.CPU);
        assertThat(verdict.culprit()).isEmpty();
    }

    @Test
    void nativeCode_computesOrWaitsByItsCpuTime() {
        Verdict computing = judge(OptionalDouble.of(0.95), running(DEFLATE, HANDLER));
        Verdict waiting = judge(OptionalDouble.of(0.01), running(DEFLATE, HANDLER));

        assertThat(computing.cause()).isEqualTo(Cause.CPU);
        assertThat(waiting.cause()).isEqualTo(Cause.NATIVE);
        assertThat(List.of(computing, waiting))
                .allMatch(verdict -> verdict.culprit().equals(Optional.of(HANDLER)));
    }

    @Test
    void blockedStacksWithCpuTimeAdvancing_areAContradiction() {
        assertUnknown(judge(OptionalDouble.of(0.95), sleeping(SLEEP, HANDLER)));
        assertUnknown(judge(OptionalDouble.of(0.95), running(frame("sun.nio.ch.NioSocketImpl", "implRead"), HANDLER)));
        assertUnknown(judge(OptionalDouble.of(0.5), sleeping(SLEEP, HANDLER), sleeping(SLEEP, HANDLER)));
    }

    @Test
    void runningStacksWithCpuTimeStandingStill_areAContradiction() {
        assertUnknown(judge(OptionalDouble.of(0.01), running(HANDLER), running(HANDLER)));
    }

    @Test
    void stacksThatDisagree_areUnknown() {
        assertUnknown(judge(OptionalDouble.of(0.1), running(HANDLER), sleeping(SLEEP, HANDLER)));
    }

    @Test
    void moreStacksThatAgree_areSurer() {
        double one = judge(OptionalDouble.of(0), sleeping(SLEEP, HANDLER)).confidence();
        double two = judge(OptionalDouble.of(0), sleeping(SLEEP, HANDLER), sleeping(SLEEP, HANDLER))
                .confidence();
        double twoOfThree = judge(
                        OptionalDouble.of(0), running(HANDLER), sleeping(SLEEP, HANDLER), sleeping(SLEEP, HANDLER))
                .confidence();

        assertThat(two).isGreaterThan(one);
        assertThat(twoOfThree).isLessThan(one);
    }

    @Test
    void callThatWasLeft_isNotWhatTheThreadDoes() {
        StackTraceElement callback = frame("com.example.Callback", "accept");
        StackTraceElement read = frame("java.io.FileInputStream", "read");

        assertUnknown(judge(OptionalDouble.of(0), running(callback, read, HANDLER)));
    }

    @Test
    void blockedMonitor_isALockWhateverTheFrames() {
        StackCapture capture = new StackCapture(
                sample(Thread.State.BLOCKED, HANDLER),
                Optional.of(new LockWait("com.example.Cache@1f", Optional.of("writer"), List.of(SLEEP, HANDLER))));
        Verdict verdict = judge(OptionalDouble.of(0), capture);

        assertThat(verdict.cause()).isEqualTo(Cause.LOCK);
        assertThat(verdict.details())
                .containsEntry("lock", "com.example.Cache@1f")
                .containsEntry("lock_owner", "writer")
                .containsEntry("lock_owner_frame", "com.example.Handler.handle(File.java:7)");
    }

    private Verdict judge(OptionalDouble cpuRatio, StackCapture... captures) {
        return diagnosis.judge(Evidence.of(100 * MS, 0, Cause.UNKNOWN, cpuRatio, List.of(captures), 0));
    }

    private Verdict starved(double cpuRatio, StackCapture... captures) {
        return diagnosis.judge(
                Evidence.of(100 * MS, 60 * MS, Cause.STARVED, OptionalDouble.of(cpuRatio), List.of(captures), 0));
    }

    private static void assertUnknown(Verdict verdict) {
        assertThat(verdict.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isZero();
        assertThat(verdict.evidence()).isNotEmpty();
    }

    private static StackCapture running(StackTraceElement... frames) {
        return new StackCapture(sample(Thread.State.RUNNABLE, frames), Optional.empty());
    }

    private static StackCapture sleeping(StackTraceElement... frames) {
        return new StackCapture(sample(Thread.State.TIMED_WAITING, frames), Optional.empty());
    }

    private static StackSample sample(Thread.State state, StackTraceElement... frames) {
        return new StackSample(0, state, OptionalLong.empty(), List.of(frames));
    }

    private static StackTraceElement frame(String className, String method) {
        return new StackTraceElement(className, method, "File.java", 7);
    }
}
