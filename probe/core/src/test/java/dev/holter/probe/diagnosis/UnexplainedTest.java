package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.SELECT;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Stall.nativeFrame;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence that looks like something and shows nothing. */
class UnexplainedTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.5, 0.7, 0.95})
    void blockedStacksWithCpuTimeAdvancing_areAContradiction(double cpuRatio) {
        assertUnknown(Stall.of(100).cpu(cpuRatio).asleep(50, SLEEP, HANDLER).judge());
        assertUnknown(Stall.of(200)
                .cpu(cpuRatio)
                .asleep(50, SLEEP, HANDLER)
                .asleep(100, SLEEP, HANDLER)
                .judge());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3, 0.5, 0.6})
    void runningStacksWithoutTheCpuTime_areAContradiction(double cpuRatio) {
        assertUnknown(Stall.of(200)
                .cpu(cpuRatio)
                .running(50, HANDLER)
                .running(100, HANDLER)
                .judge());
    }

    @Test
    void runningStacksWithoutKnowingTheCpuTime_areUnknown() {
        assertUnknown(Stall.of(200).running(50, HANDLER).running(100, HANDLER).judge());
    }

    @Test
    void harmlessNativeMethodOnTop_isNoNativeCode() {
        assertUnknown(Stall.of(100)
                .cpu(0.05)
                .running(50, nativeFrame("java.lang.Thread", "start0"), HANDLER)
                .judge());
    }

    @Test
    void threadThatSleepsInAFutexWhileItSeemsToRun_isUnknown() {
        assertUnknown(Stall.of(100)
                .cpu(0.01)
                .running(50, HANDLER)
                .kernel("S", "futex_do_wait")
                .judge());
    }

    @Test
    void loopThatSleepsOutsideTheApplication_isUnknown() {
        assertUnknown(Stall.of(100)
                .cpu(0.01)
                .running(50, Stall.frame("io.netty.channel.nio.NioEventLoop", "run"))
                .kernel("S", "do_epoll_wait")
                .judge());
    }

    @Test
    void loopThatWaitsForWork_isAccusedOfNothing() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .running(50, SELECT, Stall.frame("io.netty.channel.nio.NioEventLoop", "run"))
                .kernel("S", "do_epoll_wait")
                .judge();

        assertUnknown(verdict);
        assertSays(verdict, "waiting for work");
    }

    @Test
    void loopOfALibraryThatWasMoved_waitsForWorkAsWell() {
        assertSays(
                Stall.of(100)
                        .cpu(0)
                        .running(50, nativeFrame("com.acme.shaded.io.netty.channel.epoll.Native", "epollWait"))
                        .judge(),
                "waiting for work");
    }

    @Test
    void stacksThatDisagree_areUnknownWhereMostOfTheTimeIsNotExplained() {
        assertUnknown(Stall.of(1000)
                .cpu(0.1)
                .stack(50, 5, Thread.State.TIMED_WAITING, SLEEP, HANDLER)
                .stack(100, 10, Thread.State.RUNNABLE, HANDLER)
                .stack(800, 80, Thread.State.RUNNABLE, HANDLER)
                .judge());
    }
}
