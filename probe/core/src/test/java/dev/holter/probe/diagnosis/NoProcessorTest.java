package dev.holter.probe.diagnosis;

import static dev.holter.probe.diagnosis.Stall.HANDLER;
import static dev.holter.probe.diagnosis.Stall.SLEEP;
import static dev.holter.probe.diagnosis.Verdicts.assertAccuses;
import static dev.holter.probe.diagnosis.Verdicts.assertAccusesNobody;
import static dev.holter.probe.diagnosis.Verdicts.assertSays;
import static dev.holter.probe.diagnosis.Verdicts.assertUnknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProcessorTest {
    @Test
    void threadThatWaitedForAProcessor_isStarvedThoughTheWatchdogWasOnTime() {
        Verdict verdict = Stall.of(100)
                .cpu(0.2)
                .running(50, Stall.nativeFrame("java.lang.Thread", "start0"), HANDLER)
                .runDelay(75)
                .judge();

        assertAccusesNobody(verdict, Cause.STARVED);
        assertThat(verdict.confidence()).isCloseTo(0.75, within(0.01));
        assertThat(verdict.details()).containsEntry("no_processor", "75.0 ms");
        assertSays(verdict, "had no processor for 75.0 ms");
    }

    @Test
    void quota_isToldWhereItKeptTheProcessFromRunning() {
        Verdict verdict = Stall.of(100)
                .cpu(0.3)
                .running(50, HANDLER)
                .runDelay(65)
                .throttled(60)
                .judge();

        assertAccusesNobody(verdict, Cause.STARVED);
        assertThat(verdict.details()).containsEntry("throttled", "60.0 ms");
        assertSays(verdict, "the quota of its control group");
    }

    @Test
    void quotaThatTheKernelDoesNotCountAsDelay_explainsAThreadThatGotNowhereAndNoOther() {
        Verdict nowhere =
                Stall.of(100).cpu(0.2).running(50, HANDLER).throttled(70).judge();
        Verdict blocked =
                Stall.of(100).cpu(0).asleep(50, SLEEP, HANDLER).throttled(70).judge();

        assertAccusesNobody(nowhere, Cause.STARVED);
        assertAccuses(blocked, Cause.SLEEP, HANDLER);
    }

    @Test
    void processorThatTheHostTook_explainsAThreadThatGotNowhereAndNoOther() {
        Verdict nowhere = Stall.of(60).cpu(0.3).running(50, HANDLER).stolen(40).judge();
        Verdict unseen = Stall.of(60).cpu(0.2).stolen(40).judge();
        Verdict blocked =
                Stall.of(60).cpu(0).asleep(50, SLEEP, HANDLER).stolen(40).judge();

        assertAccusesNobody(nowhere, Cause.STARVED);
        assertThat(nowhere.details()).containsEntry("stolen", "40.0 ms");
        assertSays(nowhere, "the host of this virtual machine took the thread's processor away for 40.0 ms");
        assertAccusesNobody(unseen, Cause.STARVED);
        assertAccuses(blocked, Cause.SLEEP, HANDLER);
    }

    @Test
    void processorThatTheHostTookWhileTheWatchdogWasLate_countsOnce() {
        assertUnknown(Stall.of(100)
                .pause(0, 40, Cause.STARVED)
                .cpu(0)
                .running(90, HANDLER)
                .stolen(40)
                .judge());
    }

    @Test
    void callbacksThatTheHostHeldUp_areNoBacklog() {
        Stall stall = Stall.of(56).computed(19).ran(16, 16, 48).runDelay(14).stolen(56);

        assertAccusesNobody(stall.judge(), Cause.STARVED);
        assertThat(stall.judge().parts()).extracting("nanos").containsExactly(37 * Stall.MS, 19 * Stall.MS);
    }

    @Test
    void computationBesideWhichTheHostTookMore_isStarved() {
        assertAccusesNobody(
                Stall.of(80)
                        .pause(0, 39, Cause.STARVED)
                        .computed(33)
                        .runDelay(15)
                        .stolen(60)
                        .judge(),
                Cause.STARVED);
    }

    @Test
    void hostThatTookLittleOfWhatWasMissing_isInTheEvidenceAlone() {
        Verdict verdict = Stall.of(60)
                .cpu(0.1)
                .running(50, HANDLER)
                .runDelay(44)
                .stolen(10)
                .judge();

        assertAccusesNobody(verdict, Cause.STARVED);
        assertThat(verdict.details()).doesNotContainKey("stolen");
        assertSays(verdict, "took the thread's processor away for 10.0 ms");
    }

    @Test
    void hostAndOtherLoad_addUp() {
        Verdict verdict = Stall.of(60)
                .cpu(0.2)
                .running(50, HANDLER)
                .runDelay(20)
                .stolen(20)
                .judge();

        assertAccusesNobody(verdict, Cause.STARVED);
        assertThat(verdict.details()).containsEntry("no_processor", "40.0 ms");
    }

    @ParameterizedTest
    @CsvSource({"0.65, 30", "0.55, 40", "0.5, 45"})
    void computationOnABusyMachine_isCpu(double cpuRatio, long runDelay) {
        Verdict verdict = Stall.of(100)
                .cpu(cpuRatio)
                .running(50, HANDLER)
                .runDelay(runDelay)
                .judge();

        assertAccuses(verdict, Cause.CPU, HANDLER);
        assertThat(verdict.parts()).extracting("cause").containsExactly(Cause.CPU, Cause.STARVED);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 55", "0.3, 60", "0.1, 80"})
    void computationThatWaitedLongerThanItRan_isStarved(double cpuRatio, long runDelay) {
        assertAccusesNobody(
                Stall.of(100)
                        .cpu(cpuRatio)
                        .running(50, HANDLER)
                        .runDelay(runDelay)
                        .judge(),
                Cause.STARVED);
    }

    @Test
    void delayThatDoesNotAccountForTheRest_isUnknown() {
        assertUnknown(Stall.of(100).cpu(0.4).running(50, HANDLER).runDelay(20).judge());
    }

    @Test
    void delayOfMostOfTheStall_isStarvedWhateverTheRestWas() {
        assertAccusesNobody(
                Stall.of(60).pause(20, 40, Cause.STARVED).cpu(0.1).runDelay(32).judge(), Cause.STARVED);
        assertUnknown(Stall.of(60)
                .pause(20, 40, Cause.STARVED)
                .cpu(0.1)
                .running(50, HANDLER)
                .runDelay(29)
                .judge());
    }

    @Test
    void delayBesideAWatchdogThatWasLate_addsUpWhereNothingElseWasSeen() {
        assertAccusesNobody(
                Stall.of(60).pause(0, 29, Cause.STARVED).cpu(0.1).runDelay(21).judge(), Cause.STARVED);
        assertAccusesNobody(
                Stall.of(60).pause(0, 20, Cause.STARVED).cpu(0).stolen(20).judge(), Cause.STARVED);
        assertUnknown(
                Stall.of(60).pause(0, 20, Cause.STARVED).cpu(0).runDelay(5).judge());
    }

    @Test
    void runDelayThatTheWatchdogSawAsWell_countsOnce() {
        Verdict verdict = Stall.of(1000)
                .pause(0, 300, Cause.STARVED)
                .cpu(0)
                .asleep(500, SLEEP, HANDLER)
                .runDelay(300)
                .judge();

        assertAccuses(verdict, Cause.SLEEP, HANDLER);
        assertThat(verdict.parts()).extracting("nanos").containsExactly(700 * Stall.MS, 300 * Stall.MS);
    }

    @Test
    void shortDelayOfABlockedThread_isNoAlibi() {
        assertAccuses(
                Stall.of(1000).cpu(0).asleep(500, SLEEP, HANDLER).runDelay(30).judge(), Cause.SLEEP, HANDLER);
    }

    @ParameterizedTest
    @CsvSource({"T", "t"})
    void threadThatIsStopped_isSuspended(String state) {
        Verdict verdict =
                Stall.of(1000).cpu(0).running(50, HANDLER).kernel(state, "").judge();

        assertAccusesNobody(verdict, Cause.SUSPENDED);
        assertSays(verdict, "stopped");
    }

    @Test
    void threadThatWasOnceStopped_isNotSuspendedWhereItWasSeenBlocked() {
        assertAccuses(
                Stall.of(1000).cpu(0).asleep(50, SLEEP, HANDLER).kernel("T", "").judge(), Cause.SLEEP, HANDLER);
    }
}
