package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.RecordedLog;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogFaultTest {
    private final RecordedLog log = new RecordedLog();
    private final WatchdogFixture fixture = new WatchdogFixture();
    private final RecordedFindings found = fixture.found;
    private final HandLoop healthy = fixture.watch("healthy");
    private final HandLoop faulty = new HandLoop("faulty", fixture.clock, Runnable::run);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void adapterThatFailsToExecute_costsItsOwnLoopOnly() {
        fixture.watch(faulty);
        fixture.runFor(100 * MS);
        faulty.failsToExecute = true;

        assertOnlyHealthyIsWatched();
    }

    @Test
    void adapterThatFailsToNameItsKind_costsItsOwnLoopOnly() {
        faulty.failsToName = true;
        fixture.watch(faulty);

        assertOnlyHealthyIsWatched();
        assertThat(faulty.timesGone).isEqualTo(1);
    }

    @Test
    void adapterThatFailsToCountItsTasks_costsItsOwnLoopOnly() {
        fixture.watch(faulty);
        fixture.runFor(100 * MS);
        faulty.failsToCount = true;

        assertOnlyHealthyIsWatched();
        assertThat(faulty.timesGone).isEqualTo(1);
    }

    @Test
    void adapterThatFailsToSayWhatItsLoopCarries_costsItsOwnLoopOnly() {
        fixture.watch(faulty);
        faulty.failsToSayWhatItCarries = true;
        fixture.freeze(faulty);
        fixture.runFor(100 * MS);

        assertOnlyHealthyIsWatched();
        assertThat(faulty.timesGone).isEqualTo(1);
        assertThat(found.lastIncident().open()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adapterWhoseFaultIsKnownOnlyAsItsLoopLeaves_leavesNoIncidentOpen(boolean terminates) {
        fixture.watch(faulty);
        faulty.failsToSayWhatItCarries = true;
        fixture.captures.holding = true;
        fixture.freeze(faulty);
        fixture.runFor(5 * MS + 90 * MS);
        assertThat(found.lastIncident().open()).isTrue();
        fixture.captures.letGo();
        if (terminates) {
            faulty.terminated = true;
        } else {
            fixture.watchdog.unwatch(faulty);
        }

        assertOnlyHealthyIsWatched();
        assertThat(found.lastIncident().open()).isFalse();
    }

    @Test
    void stacksThatTheProbeFailsToTake_areCountedAndLoggedOnce() {
        fixture.captureFault = new OutOfMemoryError("no room for a stack");
        fixture.freeze(healthy);
        fixture.runFor(5 * MS + 150 * MS);
        fixture.captureFault = null;
        fixture.runFor(100 * MS);

        assertThat(fixture.drops.totals()).containsEntry("stack_failed", 2L).containsEntry("stack_stale", 0L);
        assertThat(log.messages()).singleElement().asString().contains("could not take a stack");
        assertThat(found.lastIncident().samples()).hasSize(1);
    }

    @Test
    void lackOfAThreadToTakeStacks_costsNoLoopItsWatch() {
        fixture.captures.refusal = new OutOfMemoryError("unable to create native thread");
        fixture.freeze(healthy);
        fixture.runFor(5 * MS + 150 * MS);
        healthy.thaw();
        fixture.runFor(SECOND);

        assertThat(fixture.drops.totals()).containsEntry("stack_failed", 2L).containsEntry("loop_disabled", 0L);
        assertThat(found.lastIncident().open()).isFalse();
    }

    @Test
    void incidentOfAnAdapterThatFails_isEnded() {
        fixture.watch(faulty);
        fixture.freeze(faulty);
        fixture.runFor(SECOND);
        assertThat(found.lastIncident().open()).isTrue();
        faulty.failsToCount = true;

        assertOnlyHealthyIsWatched();
        assertThat(found.lastIncident().open()).isFalse();
    }

    @Test
    void incidentOfALoopNoLongerWatched_isEnded() {
        fixture.freeze(healthy);
        fixture.runFor(SECOND);
        fixture.watchdog.unwatch(healthy);
        fixture.runFor(SECOND);

        assertThat(found.lastIncident().open()).isFalse();
        assertThat(found.lastState().loops()).isEmpty();
        LoopState last = found.of("healthy").get(found.of("healthy").size() - 1);
        assertThat(last.stalls().values()).extracting(total -> total.count()).contains(1L);
        assertThat(last.stallAgeNanos()).isEmpty();
    }

    @Test
    void incidentOpenAtTheEnd_isEndedWithTheProbe() {
        fixture.freeze(healthy);
        fixture.runFor(SECOND);
        fixture.watchdog.close();

        assertThat(found.lastIncident().open()).isFalse();
    }

    @Test
    void loopThatTakesOverAName_isInNoStateWithTheOneBefore() {
        fixture.runFor(100 * MS);
        fixture.watchdog.unwatch(healthy);
        fixture.watch("healthy");
        fixture.runFor(2 * SECOND);

        assertThat(found.states())
                .allSatisfy(state ->
                        assertThat(state.loops()).extracting(LoopState::loop).doesNotHaveDuplicates());
        assertThat(found.last("healthy").heartbeats()).isPositive();
    }

    @Test
    void watchThatNeverBegan_endsWithoutHarm() {
        fixture.watchdog.unwatch(faulty);
        fixture.runFor(SECOND);

        assertThat(found.lastState().loops()).hasSize(1);
    }

    @Test
    void stackThatTakesLong_keepsNobodyAwake() {
        fixture.captures.holding = true;
        fixture.freeze(healthy);
        int before = fixture.passes;
        fixture.runFor(10 * SECOND);

        assertThat(fixture.passes - before).isLessThan(1_100);
        assertThat(fixture.captures.waiting()).isEqualTo(1);
        assertThat(found.lastIncident().evidence()).anyMatch(one -> one.contains("safepoint"));
        assertThat(fixture.drops.totals().get("stack_suppressed")).isEqualTo(7);
    }

    @Test
    void stackTakenAfterTheBeatRan_isNoEvidence() {
        fixture.captures.holding = true;
        fixture.freeze(healthy);
        fixture.runFor(80 * MS);
        healthy.thaw();
        fixture.captures.letGo();
        fixture.runFor(SECOND);

        assertThat(found.incidents()).extracting(Incident::samples).allMatch(samples -> samples.isEmpty());
        assertThat(fixture.drops.totals()).containsEntry("stack_stale", 1L);
    }

    @Test
    void stackStillUnderWayAtTheEnd_isCountedAsStale() {
        fixture.captures.holding = true;
        fixture.freeze(healthy);
        fixture.runFor(80 * MS);
        healthy.thaw();
        fixture.runFor(SECOND);

        assertThat(fixture.drops.totals()).containsEntry("stack_stale", 1L);
    }

    @Test
    void stacksThatFindNoRoom_areCounted() {
        fixture.captures.full = true;
        fixture.freeze(healthy);
        fixture.runFor(5 * MS + 150 * MS);

        assertThat(fixture.drops.totals()).containsEntry("stack_suppressed", 2L);
        assertThat(found.lastIncident().open()).isTrue();
    }

    private void assertOnlyHealthyIsWatched() {
        fixture.runFor(3 * SECOND);
        int beats = healthy.sentAtNanos.size();
        fixture.runFor(SECOND);

        assertThat(healthy.sentAtNanos).hasSize(beats + 100);
        assertThat(found.lastState().loops()).extracting(LoopState::loop).containsOnly("healthy");
        assertThat(found.lastState().drops()).containsEntry("loop_disabled", 1L);
        assertThat(log.messages()).singleElement().asString().contains("the loop faulty");
    }
}
