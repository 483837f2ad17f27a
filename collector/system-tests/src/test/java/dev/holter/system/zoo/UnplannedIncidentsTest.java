package dev.holter.system.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.system.zoo.Unplanned.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnplannedIncidentsTest {
    private final Observed observed = new Observed();

    @ParameterizedTest
    @ValueSource(longs = {500, 2100, 4100, 6700})
    void causeOfACallback_isAFalseAlarmWhereverNothingWasPlanned(long atMillis) {
        observed.incident(atMillis, atMillis + 60, "cpu");

        assertThat(kinds()).containsExactly(Kind.FALSE_ALARM);
    }

    @Test
    void culprit_isAFalseAlarmWhateverTheCause() {
        observed.incident(
                "loop-1",
                2100,
                2200,
                "starved",
                Optional.of(Observed.CULPRIT),
                Map.of(),
                Map.of(),
                "it had no processor");

        assertThat(kinds()).containsExactly(Kind.FALSE_ALARM);
    }

    @Test
    void unknownInAHealthyService_isUnexplained() {
        observed.incident(2100, 2160, "unknown", "it was ready to run and had no processor for 19.3 ms");

        assertThat(kinds()).containsExactly(Kind.UNEXPLAINED);
    }

    @Test
    void wantOfAProcessor_isTheMachinesWhereAWitnessSaysSo() {
        observed.incident(2100, 2160, "starved", "it was ready to run and had no processor for 29.3 ms")
                .incident(2300, 2360, "starved", "the thread was on a processor for 0.0 % of 60 ms")
                .incident(2500, 2560, "starved", "the host of this virtual machine took the thread's processor away");

        assertThat(kinds()).containsExactly(Kind.OF_THE_MACHINE, Kind.UNEXPLAINED, Kind.OF_THE_MACHINE);
    }

    @Test
    void suspension_isRightOnlyWhereTheServiceWasStopped() {
        observed.incident(4100, 4900, "suspended")
                .incident(4100, 4900, "unknown")
                .incident(2100, 2900, "suspended");

        assertThat(kinds()).containsExactly(Kind.STOPPED_ON_PURPOSE, Kind.UNEXPLAINED, Kind.OF_THE_MACHINE);
    }

    @Test
    void startOfTheService_mayBeSlow() {
        observed.incident(500, 600, "unknown").incident(700, 800, "gc");

        assertThat(kinds()).containsExactly(Kind.AT_THE_START, Kind.AT_THE_START);
    }

    @Test
    void plannedStall_explainsWhatIsSaidOfItsLoopAndPausesOfOthers() {
        observed.incident("loop-1", 6210, 6500, "lock", Optional.of(Observed.CULPRIT), Map.of(), Map.of())
                .incident("loop-2", 6300, 6400, "gc", Optional.empty(), Map.of(), Map.of())
                .incident("loop-2", 6300, 6400, "socket", Optional.empty(), Map.of(), Map.of());

        assertThat(kinds()).containsExactly(Kind.BESIDE_A_STALL, Kind.FALSE_ALARM);
    }

    @Test
    void practiceBetweenVisits_isNotJudged() {
        observed.incident(3500, 3600, "cpu");

        assertThat(kinds()).isEmpty();
    }

    private List<Kind> kinds() {
        return new UnplannedIncidents(observed.observation())
                .all().stream().map(Unplanned::kind).toList();
    }
}
