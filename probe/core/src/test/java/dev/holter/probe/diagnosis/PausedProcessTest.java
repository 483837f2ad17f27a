package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Stall.SOCKET_READ;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PausedProcessTest {
    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"GC", "SAFEPOINT", "STARVED"})
    void processThatDidNotRunForHalfTheStall_accusesNobody(Cause cause) {
        Verdict verdict =
                Stall.of(100).cpu(0).pause(0, 50, cause).running(60, HANDLER).judge();

        assertAccusesNobody(verdict, cause);
        assertThat(verdict.confidence()).isCloseTo(0.5, within(1e-9));
        assertSays(verdict, "50.0 ms of 100.0 ms");
    }

    @Test
    void processThatUsedNoCpuTime_mayHaveBeenSuspended() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(0, 50, Cause.SUSPENDED)
                .running(60, HANDLER)
                .judge();

        assertAccusesNobody(verdict, Cause.SUSPENDED);
        assertThat(verdict.confidence()).isCloseTo(0.4, within(1e-9));
        assertSays(verdict, "it was stopped, or the JVM waited for something itself");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"SUSPENDED", "UNKNOWN"})
    void threadThatStoodInTheQueueForAProcessor_wasNotStopped(Cause told) {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(0, 80, told)
                .runDelay(60)
                .running(90, HANDLER)
                .judge();

        assertAccusesNobody(verdict, Cause.STARVED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"SUSPENDED", "UNKNOWN"})
    void runDelayOfALongStall_isNotThatOfAShortPauseInIt(Cause told) {
        Stall stall = Stall.of(5_000)
                .cpu(0)
                .pause(1_000, 1_200, told)
                .runDelay(150)
                .running(50, SOCKET_READ, HANDLER)
                .running(2_000, SOCKET_READ, HANDLER);

        assertThat(Pauses.of(stall.evidence())).extracting(ProcessPause::cause).containsExactly(told);
        assertThat(stall.judge().cause()).isEqualTo(Cause.SOCKET);
    }

    @Test
    void pauseOfUnknownCause_isUnknown() {
        assertUnknown(Stall.of(100).cpu(0).pause(0, 90, Cause.UNKNOWN).judge());
    }

    @Test
    void shortPauseInAStall_isMentioned() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(0, 10, Cause.GC)
                .asleep(50, SLEEP, HANDLER)
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
        assertSays(verdict, "late as well for 10.0 ms");
    }

    @Test
    void threadSeenBlockedThroughoutAStarvedStall_isNotStarved() {
        Verdict verdict = starvedAndAsleep(0.01, 3);

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
        assertThat(verdict.confidence()).isBetween(0.5, 0.8);
        assertSays(verdict, "late as well for 120.0 ms");
        assertThat(verdict.parts()).isEmpty();
    }

    @Test
    void threadSeenBlockedNowAndThenInAStarvedStall_isStarved() {
        Stall other = Stall.of(200)
                .cpu(0.01)
                .pause(0, 120, Cause.STARVED)
                .asleep(50, SLEEP, HANDLER)
                .asleep(100, SLEEP, HANDLER)
                .running(150, HANDLER);

        assertThat(List.of(starvedAndAsleep(0.01, 2), starvedAndAsleep(0.9, 3), other.judge()))
                .allSatisfy(verdict -> assertAccusesNobody(verdict, Cause.STARVED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"GC", "SAFEPOINT", "SUSPENDED"})
    void threadSeenBlockedThroughoutWhatStopsEverybody_isAccusedOfNothing(Cause cause) {
        assertAccusesNobody(asleep(0, 3, cause).judge(), cause);
    }

    @Test
    void threadThatWantedAProcessorByTheKernel_isStarvedWhateverItsStacks() {
        assertAccusesNobody(asleep(0.01, 3, Cause.STARVED).runDelay(130).judge(), Cause.STARVED);
    }

    @Test
    void severalPauses_areThoseOfTheLongest() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(0, 20, Cause.STARVED)
                .pause(30, 70, Cause.GC)
                .running(80, HANDLER)
                .judge();

        assertAccusesNobody(verdict, Cause.GC);
        assertThat(verdict.parts()).extracting("cause").containsExactly(Cause.GC, Cause.STARVED);
    }

    @Test
    void pauseThatTheWatchdogCouldNotExplain_isWhatTheJvmRecorded() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(10, 90, Cause.UNKNOWN)
                .recorded(
                        Cause.SAFEPOINT,
                        true,
                        12,
                        88,
                        "the VM operation ThreadDump",
                        Map.of("vm_operation", "ThreadDump"))
                .judge();

        assertAccusesNobody(verdict, Cause.SAFEPOINT);
        assertThat(verdict.confidence()).isCloseTo(0.8, within(0.01));
        assertThat(verdict.details()).containsEntry("vm_operation", "ThreadDump");
        assertSays(verdict, "the JVM recorded the VM operation ThreadDump, 76.0 ms");
    }

    @Test
    void collectionThatTheWatchdogMissed_isExact() {
        Verdict verdict = Stall.of(100)
                .cpu(0.05)
                .running(95, HANDLER)
                .recorded(Cause.GC, true, 2, 92, "a pause for garbage collection", Map.of("collection", "G1Old"))
                .judge();

        assertAccusesNobody(verdict, Cause.GC);
        assertThat(verdict.confidence()).isCloseTo(0.9, within(0.01));
        assertThat(verdict.details()).containsEntry("collection", "G1Old");
    }

    @Test
    void collectionWithinItsSafepoint_isACollection() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .pause(0, 100, Cause.UNKNOWN)
                .recorded(Cause.SAFEPOINT, true, 5, 95, "an operation", Map.of())
                .recorded(Cause.GC, true, 10, 90, "a collection", Map.of())
                .judge();

        assertAccusesNobody(verdict, Cause.GC);
    }

    @Test
    void collectionBesideWhichTheThreadRanOn_stoppedNobody() {
        Verdict verdict = Stall.of(100)
                .cpu(0.97)
                .running(50, HANDLER)
                .recorded(Cause.GC, true, 0, 80, "a concurrent phase", Map.of())
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
    }

    @Test
    void threadForWhichASafepointWaits_computed_andTheOthersWereStopped() {
        Stall computing = Stall.of(550)
                .computed(500)
                .pause(50, 550, Cause.UNKNOWN)
                .running(549, HANDLER)
                .recorded(Cause.SAFEPOINT, true, 55, 550, "threads that took long to stop at a safepoint", Map.of());
        Stall waiting = Stall.of(520)
                .computed(10)
                .pause(20, 520, Cause.UNKNOWN)
                .recorded(Cause.SAFEPOINT, true, 25, 520, "threads that took long to stop at a safepoint", Map.of());

        assertAccuses(computing.judge(), Cause.CPU, HANDLER);
        assertSays(computing.judge(), "on a processor for 90.9 % of 550.0 ms");
        assertAccusesNobody(waiting.judge(), Cause.SAFEPOINT);
        assertSays(waiting.judge(), "on a processor for 1.9 % of 520.0 ms");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"SUSPENDED", "STARVED"})
    void threadForWhichASafepointWaits_hadNoProcessorWhereTheProcessHardlyRan(Cause seen) {
        Stall stall = Stall.of(520)
                .computed(10)
                .pause(20, 520, seen)
                .recorded(Cause.SAFEPOINT, true, 25, 400, "threads that took long to stop at a safepoint", Map.of());

        assertAccusesNobody(stall.judge(), Cause.STARVED);
        assertSays(stall.judge(), "threads that took long to stop");
    }

    @Test
    void safepointOfAnOperation_isOneThoughTheProcessHardlyRan() {
        Verdict verdict = Stall.of(520)
                .computed(10)
                .pause(20, 520, Cause.SUSPENDED)
                .recorded(
                        Cause.SAFEPOINT,
                        true,
                        25,
                        520,
                        "the VM operation HeapDumper",
                        Map.of("vm_operation", "HeapDumper"))
                .judge();

        assertAccusesNobody(verdict, Cause.SAFEPOINT);
    }

    @Test
    void processWhoseProcessorTheHostTook_isToldWithIt() {
        Verdict verdict =
                Stall.of(60).cpu(0).pause(0, 50, Cause.STARVED).stolen(40).judge();

        assertAccusesNobody(verdict, Cause.STARVED);
        assertThat(verdict.details()).containsEntry("no_processor", "50.0 ms").containsEntry("stolen", "40.0 ms");
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"SUSPENDED", "UNKNOWN"})
    void processThatItsQuotaKeptBack_wasNotStopped(Cause told) {
        assertAccusesNobody(
                Stall.of(100).cpu(0).pause(0, 95, told).throttled(80).judge(), Cause.STARVED);
    }

    @Test
    void loadOfTheMachine_isNoPause() {
        Verdict verdict = Stall.of(100)
                .cpu(0)
                .asleep(50, SLEEP, HANDLER)
                .recorded(Cause.STARVED, true, 0, 100, "processors that were 99 % busy", Map.of())
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
    }

    private static Verdict starvedAndAsleep(double cpuRatio, int stacks) {
        return asleep(cpuRatio, stacks, Cause.STARVED).judge();
    }

    private static Stall asleep(double cpuRatio, int stacks, Cause cause) {
        Stall stall = Stall.of(200).cpu(cpuRatio).pause(0, 120, cause);
        for (int n = 1; n <= stacks; n++) {
            stall.asleep(n * 50L, SLEEP, HANDLER);
        }
        return stall;
    }
}
