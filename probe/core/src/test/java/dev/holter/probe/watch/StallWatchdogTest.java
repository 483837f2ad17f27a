package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.StackSample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StallWatchdogTest {
    private final WatchdogFixture fixture = new WatchdogFixture();
    private final RecordedFindings found = fixture.found;
    private final HandLoop loop = fixture.watch("orders");

    @Test
    void stallLongerThanThreshold_isReportedOnce() {
        fixture.runFor(200 * MS);
        stall(300 * MS);

        assertThat(found.incidents()).extracting(Incident::id).containsOnly("run-1");
        assertThat(found.incidents()).extracting(Incident::open).last().isEqualTo(false);
        assertThat(found.lastIncident().durationNanos()).isEqualTo(300 * MS);
        assertThat(found.lastIncident().startedAtEpochNanos()).isEqualTo(VirtualClock.START_EPOCH_NANOS + 210 * MS);
        assertThat(found.lastIncident().loop()).isEqualTo("orders");
        assertThat(found.lastIncident().kind()).isEqualTo("hand");
    }

    @Test
    void stallShorterThanThreshold_isNotReported() {
        stall(49 * MS);

        assertThat(found.incidents()).isEmpty();
        assertThat(found.last("orders").stalls()).isEmpty();
    }

    @Test
    void incident_opensAtTheThreshold() {
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 50 * MS);

        assertThat(found.incidents()).hasSize(1);
        assertThat(found.lastIncident().open()).isTrue();
        assertThat(found.lastIncident().durationNanos()).isEqualTo(50 * MS);
        assertThat(found.lastIncident().samples()).hasSize(1);
    }

    @Test
    void revisions_riseFromOne() {
        stall(2 * SECOND);

        long[] revisions =
                found.incidents().stream().mapToLong(Incident::revision).toArray();
        assertThat(revisions).hasSizeGreaterThan(5).startsWith(1).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void stacks_areTakenAtPowersOfTheThreshold() {
        stall(2 * SECOND);

        assertThat(found.lastIncident().samples())
                .extracting(StackSample::atNanos)
                .containsExactly(50 * MS, 100 * MS, 200 * MS, 400 * MS, 800 * MS, 1_600 * MS);
    }

    @Test
    void cpuTimeOfASample_beginsWhenTheBeatWasDue() {
        fixture.cpuShare = 1;
        stall(100 * MS);

        assertThat(found.lastIncident().samples().get(0).cpuNanos()).hasValue(50 * MS);
        assertThat(found.lastIncident().cpuRatio().orElseThrow()).isEqualTo(1);
        assertThat(found.lastIncident().processCpuRatio().orElseThrow()).isEqualTo(1);
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.CPU);
    }

    @ParameterizedTest
    @ValueSource(longs = {20, 300})
    void cpuTimeOfTheProcessBeforeTheBeatWasDue_isNotOfTheStall(long afterTheThreshold) {
        fixture.runFor(MS);
        fixture.readings.onCpu = () -> fixture.clock.advance(MS / 10); // is read ten times a second
        fixture.runFor(1_050 * MS);
        fixture.readings.cpu += SECOND;
        stall((50 + afterTheThreshold) * MS);

        assertThat(found.lastIncident().open()).isFalse();
        assertThat(found.lastIncident().processCpuRatio().orElseThrow()).isBetween(0.8, 1.0);
    }

    @Test
    void workBeforeTheBeatWasDue_isNotOfTheStall() {
        fixture.cpuShare = 1;
        fixture.freeze(loop);
        fixture.runFor(5 * MS);
        fixture.cpuShare = 0;
        fixture.runFor(50 * MS);

        assertThat(found.lastIncident().cpuRatio().orElseThrow()).isZero();
    }

    @Test
    void states_sayHowOldAStallIs() {
        fixture.freeze(loop);
        fixture.runFor(5 * MS);
        int before = found.states().size();
        fixture.runFor(2 * SECOND);

        List<ProcessState> states =
                found.states().subList(before, found.states().size());
        long[] ages = states.stream()
                .flatMap(state -> RecordedFindings.in(state, "orders").stream())
                .filter(state -> state.stallAgeNanos().isPresent())
                .mapToLong(state -> state.stallAgeNanos().getAsLong())
                .toArray();
        assertThat(ages).startsWith(50 * MS).isSorted();
        assertThat(ages[ages.length - 1]).isGreaterThanOrEqualTo(1_800 * MS);
        assertThat(ages).hasSizeGreaterThan(10);
        assertThat(found.last("orders").heartbeatAgeNanos()).isEqualTo(ages[ages.length - 1]);
    }

    @Test
    void stateAfterAStall_saysThatItIsOver() {
        stall(SECOND);

        assertThat(found.last("orders").stallAgeNanos()).isEmpty();
        assertThat(found.last("orders").heartbeatAgeNanos()).isZero();
    }

    @Test
    void stateOfANewLoop_comesBeforeItsIncident() {
        stall(SECOND);

        int incident = found.all.indexOf(found.incidents().get(0));
        assertThat(found.all.subList(0, incident))
                .anyMatch(one -> one instanceof ProcessState state
                        && RecordedFindings.in(state, "orders").isPresent());
    }

    @Test
    void stallNoticedOnlyAfterwards_isReportedOnce() {
        fixture.runFor(200 * MS);
        fixture.freeze(loop);
        fixture.runFor(54 * MS);
        fixture.timePasses(MS);
        loop.thaw();
        fixture.runFor(SECOND);

        assertThat(found.incidents()).hasSize(1);
        assertThat(found.lastIncident().open()).isFalse();
        assertThat(found.lastIncident().durationNanos()).isEqualTo(50 * MS);
        assertThat(found.lastIncident().samples()).isEmpty();
        assertThat(found.lastIncident().cpuRatio().orElseThrow()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void loopFrozenBeforeItsFirstBeat_isReported() {
        loop.frozen = true;
        fixture.runFor(10 * SECOND);

        assertThat(found.lastIncident().open()).isTrue();
        assertThat(found.lastIncident().cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(found.last("orders").stallAgeNanos().orElseThrow()).isGreaterThan(9 * SECOND);
    }

    @Test
    void demand_isThatOfJustBeforeTheStall() {
        for (int n = 0; n < 20; n++) {
            for (int request = 0; request < 20; request++) {
                loop.requests.started();
                if (request > 0) {
                    loop.requests.finished();
                }
            }
            fixture.runFor(100 * MS);
        }
        stall(5 * SECOND);

        Incident last = found.lastIncident();
        assertThat(last.open()).isFalse();
        assertThat(last.demand().requestsPerSecond().orElseThrow()).isCloseTo(200, within(5.0));
        assertThat(last.demand().inFlight()).hasValue(20);
    }

    @Test
    void loopThatCountsNoRequests_hasNoDemandOfThem() {
        stall(SECOND);

        assertThat(found.lastIncident().demand().requestsPerSecond()).isEmpty();
        assertThat(found.lastIncident().demand().inFlight()).isEmpty();
        assertThat(found.last("orders").requestsStarted()).isEmpty();
    }

    private void stall(long nanos) {
        fixture.freeze(loop);
        fixture.runFor(5 * MS + nanos);
        loop.thaw();
        fixture.runFor(20 * MS);
        fixture.runFor(SECOND);
    }
}
