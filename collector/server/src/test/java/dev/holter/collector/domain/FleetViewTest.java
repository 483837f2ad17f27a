package dev.holter.collector.domain;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.incident;
import static dev.holter.collector.domain.Reported.loop;
import static dev.holter.collector.domain.Reported.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FleetViewTest {
    private final Fleet fleet = new Fleet();
    private final Session session = ((Outcome.Taken<Admission>)
                    fleet.introduce(Reported.identity("run-1", at(0)), at(0)))
            .value()
            .session();
    private long sequence;

    @Test
    void reportedStall_growsOlderBetweenReports() {
        report(1000, loop().stalledFor(200));

        assertThat(stall(1300).age()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void openIncident_isAStallBeforeAnyReportSaysSo() {
        report(900, loop());
        fleet.incident(session, incident("i-1").lasted(at(1000), 60).build());

        assertThat(stall(1300).age()).isEqualTo(Duration.ofMillis(300));
        assertThat(stall(1300).incident()).isPresent();
    }

    @Test
    void reportOfARunningLoopAfterTheIncident_endsTheStall() {
        fleet.incident(session, incident("i-1").lasted(at(1000), 60).build());
        report(1100, loop());

        assertThat(fleet.view(at(1200)).stalls()).isEmpty();
    }

    @Test
    void reportTakenBeforeTheIncidentThatArrivesAfterIt_doesNotHideTheStall() {
        fleet.incident(session, incident("i-1").lasted(at(1000), 60).build());
        fleet.report(session, state(++sequence, at(1010), loop().build()), at(1100));

        assertThat(fleet.view(at(1200)).stalls()).hasSize(1);
    }

    @Test
    void closedIncident_endsTheStallThatTheLastReportStillHas() {
        report(1200, loop().stalledFor(200));
        fleet.incident(session, incident("i-1").lasted(at(1000), 250).closed().build());

        assertThat(fleet.view(at(1300)).stalls()).isEmpty();
    }

    @Test
    void closedIncident_endsItsStallEvenWhereAReportWasTakenAMomentLater() {
        fleet.incident(session, incident("i-1").lasted(at(1000), 250).closed().build());
        report(1251, loop().stalledFor(251));

        assertThat(fleet.view(at(1300)).stalls()).isEmpty();
    }

    @Test
    void stallThatBeganAfterTheLastIncident_isAnother() {
        fleet.incident(session, incident("i-1").lasted(at(1000), 250).closed().build());
        report(2000, loop().stalledFor(100));

        assertThat(stall(2000).incident()).isEmpty();
    }

    @Test
    void cpuShareWithoutAnIncident_isThatBetweenReportsDuringTheStall() {
        report(900, loop().cpuMillis(500));
        report(2000, loop().stalledFor(800).cpuMillis(600));
        report(3000, loop().stalledFor(1800).cpuMillis(650));

        assertThat(stall(3000).cpuShare().orElseThrow()).isCloseTo(0.05, Offset.offset(1e-9));
    }

    @Test
    void stallThatOutlivesItsStream_isStillOneWhenTheProcessIsBack() {
        report(1100, loop().stalledFor(100));
        fleet.incident(session, incident("i-1").lasted(at(1000), 100).build());
        fleet.disconnect(session, at(1200));
        Session again = ((Outcome.Taken<Admission>) fleet.introduce(Reported.identity("run-1", at(0)), at(1300)))
                .value()
                .session();

        assertThat(fleet.view(at(1300)).stalls()).isEmpty();
        fleet.report(again, state(5, at(1400), loop().stalledFor(400).build()), at(1400));

        assertThat(stall(1400).age()).isEqualTo(Duration.ofMillis(400));
    }

    private void report(long millis, Reported.LoopBuilder loop) {
        assertThat(fleet.report(session, state(++sequence, at(millis), loop.build()), at(millis)))
                .isInstanceOf(Outcome.Taken.class);
    }

    private Stall stall(long millis) {
        assertThat(fleet.view(at(millis)).stalls()).hasSize(1);
        return fleet.view(at(millis)).stalls().getFirst();
    }
}
