package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.ProcessPause;
import dev.holter.probe.host.StolenTimes;
import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PauseDetectorTest {
    private static final long MS = 1_000_000;

    private final FakeReadings readings = new FakeReadings();
    private final VirtualClock clock = new VirtualClock();
    private final PauseDetector pauses = new PauseDetector(readings, clock);
    private long nowNanos;

    @Test
    void wakingOnTime_isNoPause() {
        sleepFromTo(0, 10 * MS, 10 * MS + PauseDetector.LEAST_NANOS - 1);

        assertThat(pauses.totals()).isEmpty();
        assertThat(pauses.overlapNanos(0, 100 * MS)).isZero();
        assertThat(pauses.within(0, 100 * MS)).isEmpty();
    }

    @Test
    void latenessWithCollections_isGc() {
        pauses.woke(0);
        readings.collections = 40 * MS;
        readings.cpu = 80 * MS;
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.totals()).containsOnly(Map.entry(Cause.GC, 50 * MS));
        assertThat(pauses.within(0, 60 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.GC);
    }

    @ParameterizedTest
    @MethodSource
    void latenessInWhichAProcessorWasMissing_isStarved(Consumer<FakeReadings> whatGrew) {
        pauses.woke(0);
        whatGrew.accept(readings);
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.within(0, 60 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.STARVED);
    }

    static List<Consumer<FakeReadings>> latenessInWhichAProcessorWasMissing_isStarved() {
        OptionalLong grown = OptionalLong.of(45 * MS);
        return List.of(
                readings -> readings.runDelay = grown,
                readings -> readings.jvmRunDelay = grown,
                readings -> readings.throttled = grown);
    }

    @Test
    void latenessWhileTheHostHadTheWatchdogsProcessor_isStarved() {
        readings.stolen = StolenTimes.of(0, 10);
        pauses.woke(0);
        readings.stolen = StolenTimes.of(0, 40);
        readings.processor = OptionalInt.of(1);
        sleepFromTo(0, 10 * MS, 60 * MS);
        readings.processor = OptionalInt.of(0);
        readings.stolen = StolenTimes.of(0, 70);
        sleepFromTo(60 * MS, 70 * MS, 120 * MS);

        assertThat(pauses.within(0, 120 * MS))
                .extracting(ProcessPause::cause)
                .containsExactly(Cause.STARVED, Cause.SUSPENDED);
    }

    @Test
    void timeInWhichTheWatchdogHadNoThread_isNoPause() {
        pauses.woke(0);
        pauses.sleepUntil(10 * MS);
        pauses.threadChanged();
        pauses.woke(3_000 * MS);

        assertThat(pauses.totals()).isEmpty();
    }

    @Test
    void runDelayOfTheThreadBefore_isNotOfThisOne() {
        readings.runDelay = OptionalLong.of(900 * MS);
        pauses.woke(0);
        pauses.threadChanged();
        readings.runDelay = OptionalLong.of(MS);
        pauses.woke(10 * MS);
        readings.runDelay = OptionalLong.of(46 * MS);
        sleepFromTo(10 * MS, 20 * MS, 70 * MS);

        assertThat(pauses.within(0, 70 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.STARVED);
    }

    @Test
    void cpuTimeOfTheProcess_isReadOnEveryWakeWhereThatIsCheap() {
        wakeEvery(10 * MS, 100);

        assertThat(readings.cpuReadings).isEqualTo(100);
    }

    @Test
    void cpuTimeThatTakesLongToRead_isReadLessOften() {
        readings.onCpu = () -> clock.advance(MS / 20);
        wakeEvery(10 * MS, 100);
        assertThat(readings.cpuReadings).as("once in 50 ms").isEqualTo(20);

        readings.onCpu = () -> clock.advance(20 * MS);
        readings.cpuReadings = 0;
        wakeEvery(10 * MS, 100);
        assertThat(readings.cpuReadings).as("once in 100 ms at least").isBetween(10, 12);
    }

    @Test
    void processThatComputedSinceTheLastReading_wasSuspendedAllTheSame() {
        readings.onCpu = () -> clock.advance(MS / 10);
        wakeEvery(10 * MS, 11);
        pauses.readProcessCpu(nowNanos - 10 * MS);
        wakeEvery(10 * MS, 5);
        long wokeNanos = nowNanos - 10 * MS;
        sleepFromTo(wokeNanos, nowNanos, nowNanos + 40 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void processThatUsedLessThanIsTakenFromBefore_wasNotSuspendedForAllThatIsKnown() {
        readings.onCpu = () -> clock.advance(MS / 10);
        wakeEvery(10 * MS, 10, 8);
        wakeEvery(10 * MS, 9, 0);
        pauses.woke(nowNanos);
        readings.cpu += 200 * MS;
        sleepFromTo(nowNanos, nowNanos + 10 * MS, nowNanos + 210 * MS);

        assertThat(pauses.totals()).containsOnly(Map.entry(Cause.UNKNOWN, 200 * MS));
    }

    @Test
    void processThatUsedNextToNothing_wasSuspendedWhateverItUsedBefore() {
        readings.onCpu = () -> clock.advance(MS / 10);
        wakeEvery(10 * MS, 10, 8);
        wakeEvery(10 * MS, 9, 0);
        sleepFromTo(nowNanos, nowNanos, nowNanos + 200 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void longPassAmidWhichCpuTimeIsRead_keepsWhatTheProcessComputedBefore() {
        pauses.woke(0);
        readings.cpu = 30 * MS;
        pauses.readProcessCpu(30 * MS);
        pauses.worked(0, 30 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.UNKNOWN);
        assertThat(pauses.processCpu().nanos()).hasValue(30 * MS);
    }

    /** While the process uses a whole processor. */
    private void wakeEvery(long nanos, int times) {
        wakeEvery(nanos, times, 1);
    }

    private void wakeEvery(long nanos, int times, int processors) {
        for (int n = 0; n < times; n++) {
            pauses.woke(nowNanos);
            nowNanos += nanos;
            readings.cpu += processors * nanos;
        }
    }

    @Test
    void whatGrewLongBefore_isNoCause() {
        pauses.woke(0);
        readings.throttled = OptionalLong.of(45 * MS);
        readings.runDelay = OptionalLong.of(45 * MS);
        readings.collections = 45 * MS;
        for (long n = 0; n < 10; n++) {
            sleepFromTo(n * 10 * MS, (n + 1) * 10 * MS, (n + 1) * 10 * MS);
        }
        sleepFromTo(100 * MS, 110 * MS, 160 * MS);

        assertThat(pauses.within(0, 160 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.SUSPENDED);
    }

    @Test
    void latenessInWhichNothingGrew_isSuspended() {
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.within(0, 60 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.SUSPENDED);
    }

    @Test
    void latenessBesideWhatTheProcessComputedBeforeAndAfter_isSuspended() {
        pauses.woke(0);
        readings.cpu = 20 * MS;
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void latenessWhileTheProcessComputed_hasNoKnownCause() {
        pauses.woke(0);
        readings.cpu = 40 * MS;
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.UNKNOWN);
    }

    @Test
    void longLatenessWhileAThreadComputedNowAndThen_hasNoKnownCause() {
        pauses.woke(0);
        readings.cpu = 300 * MS;
        sleepFromTo(0, 10 * MS, 1_000 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.UNKNOWN);
    }

    @Test
    void latenessWithNothingReadable_hasNoKnownCause() {
        readings.cpuKnown = false;
        readings.runDelay = OptionalLong.empty();
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.UNKNOWN);
    }

    @Test
    void collectionsBeforeTheSleep_areNotItsCause() {
        readings.collections = 500 * MS;
        readings.runDelay = OptionalLong.of(500 * MS);
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.totals()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void longPass_isAPauseToo() {
        pauses.woke(0);
        readings.collections = 30 * MS;
        pauses.worked(0, 30 * MS);

        assertThat(pauses.totals()).containsOnly(Map.entry(Cause.GC, 30 * MS));
    }

    @Test
    void overlap_isTheSharedPartOfBothPeriods() {
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 60 * MS);
        sleepFromTo(60 * MS, 100 * MS, 120 * MS);

        assertThat(pauses.overlapNanos(0, 10 * MS)).isZero();
        assertThat(pauses.overlapNanos(0, 30 * MS)).isEqualTo(20 * MS);
        assertThat(pauses.overlapNanos(20 * MS, 30 * MS)).isEqualTo(10 * MS);
        assertThat(pauses.overlapNanos(50 * MS, 110 * MS)).isEqualTo(20 * MS);
        assertThat(pauses.overlapNanos(0, 200 * MS)).isEqualTo(70 * MS);
        assertThat(pauses.overlapNanos(60 * MS, 100 * MS)).isZero();
    }

    @Test
    void pausesOfAPeriod_areToldFromItsBeginning() {
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 30 * MS);
        readings.collections = 50 * MS;
        sleepFromTo(30 * MS, 40 * MS, 90 * MS);

        assertThat(pauses.within(0, 30 * MS)).extracting(ProcessPause::cause).containsOnly(Cause.SUSPENDED);
        assertThat(pauses.within(30 * MS, 90 * MS))
                .extracting(ProcessPause::cause)
                .contains(Cause.GC);
    }

    @Test
    void periodAfterAPause_hasNone() {
        pauses.woke(0);
        sleepFromTo(0, 10 * MS, 60 * MS);

        assertThat(pauses.within(60 * MS, 90 * MS)).isEmpty();
    }

    @Test
    void lastSixtyFourPauses_areRemembered_andAllAreCounted() {
        pauses.woke(0);
        for (long n = 0; n < 70; n++) {
            sleepFromTo(n * 100 * MS, n * 100 * MS + 10 * MS, n * 100 * MS + 20 * MS);
        }

        assertThat(pauses.overlapNanos(0, 7_000 * MS)).isEqualTo(640 * MS);
        assertThat(pauses.overlapNanos(0, 600 * MS)).isZero();
        assertThat(pauses.totals()).containsOnly(Map.entry(Cause.SUSPENDED, 700 * MS));
    }

    @Test
    void pauseWhileTheClockWrapsRound_isMeasured() {
        long from = Long.MAX_VALUE - 5 * MS;
        pauses.woke(from - MS);
        sleepFromTo(from - MS, from, from + 30 * MS);

        assertThat(pauses.overlapNanos(from - MS, from + 40 * MS)).isEqualTo(30 * MS);
        assertThat(pauses.overlapNanos(from + 10 * MS, from + 20 * MS)).isEqualTo(10 * MS);
    }

    private void sleepFromTo(long fromNanos, long plannedNanos, long wokeNanos) {
        pauses.worked(fromNanos, fromNanos);
        pauses.sleepUntil(plannedNanos);
        pauses.woke(wokeNanos);
    }
}
