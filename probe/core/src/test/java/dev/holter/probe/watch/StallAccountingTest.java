package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.StallTotal;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StallAccountingTest {
    private final WatchdogFixture fixture = new WatchdogFixture();
    private final RecordedFindings found = fixture.found;
    private final HandLoop loop = fixture.watch("orders");

    @Test
    void stallSeconds_growDuringTheStallAndEndAtItsDuration() {
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 3 * SECOND);
        long[] during = found.of("orders").stream()
                .mapToLong(StallAccountingTest::stalledNanos)
                .toArray();
        loop.thaw();
        fixture.runFor(2 * SECOND);

        assertThat(during).isSorted();
        assertThat(during[during.length - 1]).isBetween(2_700 * MS, 3_000 * MS);
        assertThat(stalledNanos(found.last("orders"))).isEqualTo(3 * SECOND);
        assertThat(stalls(found.last("orders"))).isEqualTo(1);
    }

    @Test
    void openStall_isNotCountedYet() {
        fixture.freeze(loop);
        fixture.runFor(3 * SECOND);

        assertThat(stalls(found.last("orders"))).isZero();
    }

    @Test
    void stall_isCountedUnderItsLastCause() {
        fixture.cpuShare = 1;
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 300 * MS);
        fixture.cpuShare = 0;
        fixture.runFor(2 * SECOND);
        loop.thaw();
        fixture.runFor(2 * SECOND);

        LoopState last = found.last("orders");
        assertThat(last.stalls())
                .hasEntrySatisfying(
                        Cause.CPU, total -> assertThat(total.count()).isZero())
                .hasEntrySatisfying(
                        Cause.CPU, total -> assertThat(total.totalNanos()).isPositive())
                .hasEntrySatisfying(
                        Cause.UNKNOWN, total -> assertThat(total.count()).isEqualTo(1));
        assertThat(stalledNanos(last)).isEqualTo(2_300 * MS);
    }

    @Test
    void incidentsBeyondTheBudget_areCountedAsStallsAllTheSame() {
        for (int n = 0; n < 130; n++) {
            fixture.freeze(loop);
            fixture.runFor(5 * MS + 60 * MS);
            loop.thaw();
            fixture.runFor(30 * MS);
        }
        fixture.runFor(2 * SECOND);

        assertThat(found.incidents().stream().map(Incident::id).distinct()).hasSize(120);
        assertThat(found.lastState().drops()).containsEntry("incident_suppressed", 10L);
        assertThat(stalls(found.last("orders"))).isEqualTo(130);
    }

    @Test
    void processThatEndsAsItGoesOn_hasItsPauseInTheLastState() {
        fixture.runFor(SECOND);
        fixture.processStandsStillFor(SECOND);
        fixture.watchdog.close();

        assertThat(found.lastState().pauseNanos()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void beatThatSaidSoLate_isNoYoungerThanWasReported() {
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 2 * SECOND);
        runAsOf(1_950 * MS);
        fixture.runFor(3 * SECOND - 10 * MS);
        fixture.watchdog.close();

        LoopState last = found.last("orders");
        assertThat(last.lagSeconds().count()).isEqualTo(500);
        assertThat(stalledNanos(last)).isEqualTo(2 * SECOND);
        assertThat(found.lastIncident().durationNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void beatThatRanOnTimeAndSaidSoLate_hasAVerdict() {
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 70 * MS);
        runAsOf(0);
        fixture.runFor(SECOND);

        assertThat(found.lastIncident().open()).isFalse();
        assertThat(found.lastIncident().confidence()).isBetween(0.0, 1.0);
        assertThat(found.lastIncident().durationNanos()).isEqualTo(70 * MS);
    }

    @Test
    void stopOfTheProcess_accusesNobody() {
        fixture.runFor(202 * MS);
        fixture.processStandsStillFor(300 * MS);
        fixture.runFor(2 * SECOND);

        assertThat(found.incidents()).allMatch(incident -> incident.culprit().isEmpty());
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.SUSPENDED);
        assertThat(found.lastIncident().open()).isFalse();
        assertThat(found.lastIncident().durationNanos()).isCloseTo(292 * MS, within(MS));
        assertThat(found.lastState().pauseNanos()).containsOnlyKeys(Cause.SUSPENDED);
    }

    @Test
    void collectionWhileABeatIsOutstanding_accusesNobody() {
        fixture.freeze(loop);
        fixture.runFor(20 * MS);
        fixture.processStandsStillFor(300 * MS);
        fixture.readings.collections += 290 * MS;
        fixture.watchdog.tick();
        loop.thaw();
        fixture.runFor(2 * SECOND);

        assertThat(found.incidents()).hasSize(1);
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.GC);
        assertThat(found.lastIncident().culprit()).isEmpty();
        assertThat(found.lastIncident().samples()).isEmpty();
        assertThat(found.last("orders").stalls()).containsOnlyKeys(Cause.GC);
    }

    @Test
    void beatThatRanWhileAPassWasHeldUp_isTakenInWithWhatHeldThePassUp() {
        fixture.freeze(loop);
        long dueNanos = fixture.clock.elapsedNanos() + 5 * MS;
        fixture.runFor(20 * MS);
        fixture.readings.onCpu = () -> {
            fixture.readings.onCpu = () -> {};
            fixture.processStandsStillFor(300 * MS);
            fixture.readings.runDelay = OptionalLong.of(300 * MS);
            loop.thaw();
        };
        fixture.runFor(2 * SECOND);

        assertThat(found.incidents()).hasSize(1);
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.STARVED);
        assertThat(found.lastIncident().startedAtEpochNanos()).isEqualTo(VirtualClock.START_EPOCH_NANOS + dueNanos);
        assertThat(found.lastIncident().durationNanos()).isCloseTo(320 * MS, within(10 * MS));
    }

    @Test
    void stallThatGoesOnAfterAPause_isStillFound() {
        fixture.freeze(loop);
        fixture.runFor(20 * MS);
        fixture.processStandsStillFor(100 * MS);
        fixture.cpuShare = 1;
        fixture.runFor(SECOND);

        assertThat(found.lastIncident().open()).isTrue();
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.CPU);
    }

    private void runAsOf(long ageNanos) {
        long backNanos = fixture.clock.elapsedNanos() - 10 * MS - ageNanos;
        fixture.clock.advance(-backNanos);
        loop.thaw();
        fixture.clock.advance(backNanos);
    }

    private static long stalledNanos(LoopState state) {
        return totals(state).stream().mapToLong(StallTotal::totalNanos).sum();
    }

    private static long stalls(LoopState state) {
        return totals(state).stream().mapToLong(StallTotal::count).sum();
    }

    private static List<StallTotal> totals(LoopState state) {
        return List.copyOf(state.stalls().values());
    }
}
