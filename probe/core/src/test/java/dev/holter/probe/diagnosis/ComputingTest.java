package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.FILE_READ;
import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static dev.holter.probe.diagnosis.Stall.frame;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import org.junit.jupiter.api.Test;

class ComputingTest {
    private static final StackTraceElement TOTALS = frame("com.example.Report", "totals");

    @Test
    void computation_isThatOfTheFrameCommonToMostStacks() {
        Verdict verdict = Stall.of(400)
                .cpu(0.95)
                .running(50, frame("com.example.Money", "add"), TOTALS, HANDLER)
                .running(100, frame("com.example.Money", "round"), TOTALS, HANDLER)
                .running(200, frame("java.math.BigDecimal", "divide"), TOTALS, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.CPU, TOTALS);
        assertThat(verdict.confidence()).isGreaterThan(0.9);
        assertSays(verdict, "3 of 3 stacks");
        assertThat(verdict.details())
                .containsEntry("common_frame", "com.example.Report.totals(File.java:7)")
                .containsEntry("common_frame_share", "100.0 %");
    }

    @Test
    void regularExpression_isTheApplicationsFrameUnderIt() {
        StackTraceElement loop = frame("java.util.regex.Pattern$Loop", "match");
        StackTraceElement tail = frame("java.util.regex.Pattern$GroupTail", "match");
        Verdict verdict = Stall.of(400)
                .cpu(0.99)
                .running(50, loop, tail, loop, frame("java.util.regex.Matcher", "matches"), HANDLER)
                .running(100, tail, loop, frame("java.util.regex.Matcher", "matches"), HANDLER)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void recursion_countsOncePerStack() {
        StackTraceElement tree = frame("com.example.Tree", "walk");
        Verdict verdict = Stall.of(400)
                .cpu(0.95)
                .running(50, tree, tree, tree, HANDLER)
                .running(100, HANDLER)
                .running(200, tree, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void computationWithNoCommonFrame_accusesNobody() {
        Verdict verdict = Stall.of(400)
                .cpu(0.95)
                .running(50, frame("com.example.A", "a"))
                .running(100, frame("com.example.B", "b"))
                .running(200, frame("com.example.C", "c"))
                .judge();

        assertAccusesNobody(verdict, Cause.CPU);
        assertThat(verdict.details()).containsEntry("common_frame_share", "33.3 %");
    }

    @Test
    void callThatKeepsTheProcessorBusy_isAComputation() {
        assertAccuses(Stall.of(100).cpu(0.95).running(50, FILE_READ, HANDLER).judge(), Cause.CPU, HANDLER);
        assertAccuses(Stall.of(100).cpu(0.95).running(50, SOCKET_READ, HANDLER).judge(), Cause.CPU, HANDLER);
    }

    @Test
    void nativeCode_computesOrWaitsByItsCpuTime() {
        StackTraceElement step = Stall.nativeFrame("org.sqlite.core.NativeDB", "step");

        assertAccuses(Stall.of(100).cpu(0.95).running(50, step, HANDLER).judge(), Cause.CPU, HANDLER);
        assertAccuses(Stall.of(100).cpu(0.01).running(50, step, HANDLER).judge(), Cause.NATIVE, HANDLER);
    }

    @Test
    void computationInWhichOnlyTheLastStackIsBlocked_isAComputation() {
        Verdict verdict = Stall.of(1000)
                .cpu(0.8)
                .stack(50, 50, Thread.State.RUNNABLE, HANDLER)
                .stack(400, 400, Thread.State.RUNNABLE, HANDLER)
                .stack(800, 790, Thread.State.TIMED_WAITING, Stall.SLEEP, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
        assertThat(verdict.parts()).extracting("cause").containsExactly(Cause.CPU, Cause.SLEEP);
    }
}
