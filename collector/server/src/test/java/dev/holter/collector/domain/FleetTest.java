package dev.holter.collector.domain;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.identity;
import static dev.holter.collector.domain.Reported.incident;
import static dev.holter.collector.domain.Reported.loop;
import static dev.holter.collector.domain.Reported.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Fleet fleet = new Fleet(new Retention(Duration.ofMinutes(5), 3));

    @Test
    void introducedProcess_isUpWithoutState() {
        introduce("run-1", 0);

        ProcessStatus status = onlyProcess();
        assertThat(status.up()).isTrue();
        assertThat(status.state()).isEmpty();
        assertThat(status.lastReportAt()).isEqualTo(at(0));
    }

    @Test
    void report_replacesTheOneBefore() {
        Session session = introduce("run-1", 0);

        assertThat(fleet.report(session, state(1, at(1), loop().beats(5).build()), at(1)))
                .isInstanceOf(Outcome.Taken.class);
        assertThat(fleet.report(session, state(2, at(2), loop().beats(9).build()), at(2)))
                .isInstanceOf(Outcome.Taken.class);

        assertThat(onlyProcess().state().orElseThrow().loops())
                .extracting(LoopState::heartbeats)
                .containsExactly(9L);
        assertThat(onlyProcess().lastReportAt()).isEqualTo(at(2));
    }

    @Test
    void repeatedSequence_isIgnored() {
        Session session = reporting();

        assertThat(fleet.report(session, state(1, at(2), loop().beats(500).build()), at(2)))
                .isInstanceOf(Outcome.Known.class);

        assertThat(onlyProcess().lastReportAt()).isEqualTo(at(1));
    }

    @Test
    void sequenceThatRunsBackwards_isRefused() {
        Session session = introduce("run-1", 0);
        take(fleet.report(session, state(7, at(1), loop().build()), at(1)));

        assertThat(refusal(fleet.report(session, state(6, at(2), loop().build()), at(2)))
                        .reason())
                .isEqualTo(Refusal.Reason.SEQUENCE);
    }

    @Test
    void counterThatRunsBackwards_isRefusedAndNamed() {
        Session session = introduce("run-1", 0);
        take(fleet.report(session, state(1, at(1), loop().requests(10, 8).build()), at(1)));

        Refusal refusal = refusal(
                fleet.report(session, state(2, at(2), loop().requests(10, 7).build()), at(2)));

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.COUNTER);
        assertThat(refusal.field()).isEqualTo("state.loops.requests_finished");
        assertThat(refusal.why()).contains("loop-1", "8", "7");
    }

    @Test
    void callbackThatIsTakenBack_isRefusedAndNamed() {
        Session session = introduce("run-1", 0);
        take(fleet.report(session, state(1, at(1), loop().callbacks(9, 2, 80).build()), at(1)));

        for (LoopState fallen : List.of(
                loop().callbacks(8, 2, 80).build(),
                loop().callbacks(9, 1, 80).build(),
                loop().callbacks(9, 2, 79).build())) {
            assertThat(refusal(fleet.report(session, state(2, at(2), fallen), at(2)))
                            .field())
                    .startsWith("state.loops.callbacks.");
        }
    }

    @Test
    void runDelayThatFalls_isRefused() {
        Session session = introduce("run-1", 0);
        take(fleet.report(session, state(1, at(1), loop().runDelayMillis(5).build()), at(1)));

        assertThat(refusal(fleet.report(
                                session,
                                state(2, at(2), loop().runDelayMillis(4).build()),
                                at(2)))
                        .field())
                .isEqualTo("state.loops.run_delay_nanos");
    }

    @Test
    void loopThatGetsItsHooksLater_isTaken() {
        Session session = reporting();

        take(fleet.report(session, state(2, at(2), loop().callbacks(1, 0, 1).build()), at(2)));

        assertThat(onlyProcess().state().orElseThrow().loops().getFirst().callbacks())
                .isPresent();
    }

    @Test
    void stallTotalThatGoesMissing_isRefused() {
        Session session = introduce("run-1", 0);
        take(fleet.report(
                session, state(1, at(1), loop().stalls(Cause.SLEEP, 1, 500).build()), at(1)));

        assertThat(refusal(fleet.report(session, state(2, at(2), loop().build()), at(2)))
                        .reason())
                .isEqualTo(Refusal.Reason.COUNTER);
    }

    @Test
    void loopThatComesBack_mayCountFromZero() {
        Session session = reporting();
        take(fleet.report(session, state(2, at(2)), at(2)));

        assertThat(fleet.report(session, state(3, at(3), loop().beats(0).build()), at(3)))
                .isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void firstReportOfAStream_isBelievedEvenWhereItIsLess() {
        Session session = reporting();
        fleet.disconnect(session, at(2));

        Session again = introduce("run-1", 3);

        assertThat(fleet.report(again, state(2, at(3), loop().beats(1).build()), at(3)))
                .isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void sameRunOnAnotherStream_takesOverAndKeepsItsCounters() {
        Session first = reporting();

        Admission admission = take(fleet.introduce(identity("run-1", at(0)), at(5)));

        assertThat(admission.superseded()).containsSame(first);
        assertThat(onlyProcess().state()).isPresent();
        assertThat(refusal(fleet.report(first, state(2, at(6), loop().build()), at(6)))
                        .reason())
                .isEqualTo(Refusal.Reason.SUPERSEDED);
        assertThat(fleet.disconnect(first, at(6))).isEmpty();
        assertThat(onlyProcess().up()).isTrue();
    }

    @Test
    void laterRunUnderTheSameName_replacesTheOneBefore() {
        Session first = reporting();
        take(fleet.incident(first, incident("i-1").build()));

        Admission admission = take(fleet.introduce(identity("run-2", at(5)), at(5)));

        assertThat(admission.superseded()).containsSame(first);
        assertThat(admission.closed()).extracting(Incident::id).containsExactly("i-1");
        assertThat(onlyProcess().state()).isEmpty();
    }

    @Test
    void earlierRunUnderTheNameOfALiveOne_isRefused() {
        introduce("run-2", 5);

        assertThat(refusal(fleet.introduce(identity("run-1", at(0)), at(6))).reason())
                .isEqualTo(Refusal.Reason.NAME_TAKEN);
        assertThat(onlyProcess().identity().runId()).isEqualTo("run-2");
    }

    @Test
    void disconnectedProcess_isDownWithCountersAndWithoutGauges() {
        Session session = introduce("run-1", 0);
        take(fleet.report(
                session,
                state(
                        1,
                        at(1),
                        loop().beats(9).stalledFor(70).pending(4).rate(3).build()),
                at(1)));

        fleet.disconnect(session, at(2));

        LoopState loop = onlyProcess().state().orElseThrow().loops().getFirst();
        assertThat(onlyProcess().up()).isFalse();
        assertThat(loop.heartbeats()).isEqualTo(9);
        assertThat(loop.stallAgeNanos()).isEqualTo(OptionalLong.empty());
        assertThat(loop.tasksPending()).isEqualTo(OptionalLong.empty());
        assertThat(fleet.view(at(3)).stalls()).isEmpty();
    }

    @Test
    void disconnectedProcess_isForgottenAfterTheRetention() {
        Session session = reporting();
        fleet.disconnect(session, at(2));

        fleet.expire(at(2).plus(Duration.ofMinutes(5)));
        assertThat(fleet.processes()).hasSize(1);
        fleet.expire(at(3).plus(Duration.ofMinutes(5)));
        assertThat(fleet.processes()).isEmpty();
    }

    @Test
    void openIncidentOfAProcessThatDisconnects_isClosedAndSaysThatTheEndWasNotSeen() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").build()));

        List<Incident> closed = fleet.disconnect(session, at(90)).orElseThrow().closed();

        assertThat(closed).hasSize(1);
        assertThat(closed.getFirst().open()).isFalse();
        assertThat(closed.getFirst().evidence()).hasSize(2).last().asString().contains("not seen");
        assertThat(fleet.incident("i-1")).contains(closed.getFirst());
    }

    @Test
    void incidentThatGoesOnAfterTheStreamBroke_isReopenedByTheSameRevision() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").build()));
        fleet.disconnect(session, at(90));
        Session again = introduce("run-1", 100);

        assertThat(fleet.incident(again, incident("i-1").build())).isInstanceOf(Outcome.Taken.class);

        assertThat(fleet.incident("i-1").orElseThrow().open()).isTrue();
    }

    @Test
    void higherRevision_wins_andKeepsWhenTheFirstArrived() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").build()));

        take(fleet.incident(
                session, incident("i-1").revision(2).lasted(at(0), 900).closed().build()));

        Incident incident = fleet.incident("i-1").orElseThrow();
        assertThat(incident.open()).isFalse();
        assertThat(incident.receivedAt()).isEqualTo(at(60));
        assertThat(incident.updatedAt()).isEqualTo(at(900));
    }

    @Test
    void revisions_areToldAsWhatTheyAre() {
        Session session = reporting();

        assertThat(changeBy(session, incident("i-1"))).isEqualTo(IncidentChange.OPENED);
        assertThat(changeBy(session, incident("i-1").revision(2))).isEqualTo(IncidentChange.UPDATED);
        assertThat(changeBy(session, incident("i-1").revision(3).closed())).isEqualTo(IncidentChange.ENDED);
        assertThat(changeBy(session, incident("i-1").revision(4).closed())).isEqualTo(IncidentChange.AMENDED);
        assertThat(changeBy(session, incident("i-2").closed())).isEqualTo(IncidentChange.ENDED);
    }

    @Test
    void revisionsAfterTheEndWasMissed_areToldAsWhatTheyAre() {
        Session first = reporting();
        take(fleet.incident(first, incident("goes-on").build()));
        take(fleet.incident(first, incident("ended").build()));
        fleet.disconnect(first, at(90));
        Session again = introduce("run-1", 100);

        assertThat(changeBy(again, incident("goes-on"))).isEqualTo(IncidentChange.OPENED);
        assertThat(changeBy(again, incident("ended").revision(2).closed())).isEqualTo(IncidentChange.ENDED);
    }

    @Test
    void amendment_changesWhatIsKnownAndLeavesTheStallOver() {
        Session session = reporting();
        take(fleet.incident(
                session, incident("i-1").cause(Cause.UNKNOWN).closed().build()));
        take(fleet.report(session, state(2, at(100), loop().build()), at(100)));

        take(fleet.incident(
                session,
                incident("i-1")
                        .revision(2)
                        .cause(Cause.SOCKET)
                        .detail("peer", "10.0.0.7:5432")
                        .closed()
                        .build()));

        Incident amended = fleet.incident("i-1").orElseThrow();
        assertThat(amended.cause()).isEqualTo(Cause.SOCKET);
        assertThat(amended.details()).containsEntry("peer", "10.0.0.7:5432");
        assertThat(fleet.view(at(200)).stalls()).isEmpty();
    }

    @Test
    void amendmentWhileTheNextStallIsOpen_leavesThatOneAlone() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").closed().build()));
        take(fleet.incident(session, incident("i-2").lasted(at(500), 60).build()));

        take(fleet.incident(session, incident("i-1").revision(2).closed().build()));

        assertThat(fleet.view(at(600)).stalls())
                .extracting(stall -> stall.incident().orElseThrow().id())
                .containsExactly("i-2");
    }

    @Test
    void incidentThatEnded_cannotOpenAgain() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").closed().build()));

        assertThat(refusal(fleet.incident(session, incident("i-1").revision(2).build()))
                        .reason())
                .isEqualTo(Refusal.Reason.ENDED_INCIDENT);
        assertThat(fleet.incident("i-1").orElseThrow().open()).isFalse();
    }

    @Test
    void equalOrLowerRevision_isKnown() {
        Session session = reporting();
        take(fleet.incident(session, incident("i-1").revision(2).build()));

        assertThat(fleet.incident(session, incident("i-1").revision(2).closed().build()))
                .isInstanceOf(Outcome.Known.class);
        assertThat(fleet.incident(session, incident("i-1").revision(1).build())).isInstanceOf(Outcome.Known.class);
        assertThat(fleet.incident("i-1").orElseThrow().open()).isTrue();
    }

    @Test
    void incidentBeforeTheFirstReport_isTaken() {
        Session session = introduce("run-1", 0);

        assertThat(fleet.incident(session, incident("i-1").build())).isInstanceOf(Outcome.Taken.class);
        assertThat(fleet.view(at(100)).stalls()).extracting(Stall::loop).containsExactly(Reported.LOOP);
    }

    @Test
    void incidentOfALoopThatNoReportNamed_isRefused() {
        Session session = reporting();
        LoopKey unknown = new LoopKey(Reported.PROCESS, "nobody");

        assertThat(refusal(fleet.incident(session, incident("i-1").loop(unknown).build()))
                        .reason())
                .isEqualTo(Refusal.Reason.UNKNOWN_LOOP);
        assertThat(fleet.incidents()).isEmpty();
    }

    @Test
    void incidentOfALoopThatIsGone_isTaken() {
        Session session = reporting();
        take(fleet.report(session, state(2, at(2)), at(2)));

        assertThat(fleet.incident(session, incident("i-1").closed().build())).isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void incidentWithTheNameOfAnotherLoops_isRefused() {
        Session session = introduce("run-1", 0);
        take(fleet.incident(session, incident("i-1").build()));
        LoopKey other = new LoopKey(Reported.PROCESS, "loop-2");

        assertThat(refusal(fleet.incident(
                                session, incident("i-1").revision(2).loop(other).build()))
                        .reason())
                .isEqualTo(Refusal.Reason.FOREIGN_INCIDENT);
    }

    @Test
    void fullLog_letsTheOldestClosedIncidentGo() {
        Session session = reporting();
        take(fleet.incident(session, incident("open").build()));
        take(fleet.incident(session, incident("closed-1").closed().build()));
        take(fleet.incident(session, incident("closed-2").closed().build()));

        LoggedIncident logged = take(fleet.incident(session, incident("new").build()));

        assertThat(logged.dropped()).isEqualTo(1);
        assertThat(fleet.incidents()).extracting(Incident::id).containsExactly("new", "closed-2", "open");
    }

    @Test
    void fullLogOfOpenIncidents_letsTheOldestGo() {
        Session session = reporting();
        for (String id : List.of("a", "b", "c", "d")) {
            take(fleet.incident(session, incident(id).build()));
        }

        assertThat(fleet.incidents()).extracting(Incident::id).containsExactly("d", "c", "b");
    }

    private IncidentChange changeBy(Session session, Reported.IncidentBuilder incident) {
        return take(fleet.incident(session, incident.build())).change();
    }

    private Session introduce(String runId, long startedMillis) {
        return take(fleet.introduce(identity(runId, at(startedMillis)), at(startedMillis)))
                .session();
    }

    private Session reporting() {
        Session session = introduce("run-1", 0);
        take(fleet.report(session, state(1, at(1), loop().build()), at(1)));
        return session;
    }

    private ProcessStatus onlyProcess() {
        assertThat(fleet.processes()).hasSize(1);
        return fleet.processes().getFirst();
    }

    private static <T> T take(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Taken.class);
        return ((Outcome.Taken<T>) outcome).value();
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }
}
