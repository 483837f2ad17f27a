package dev.holter.collector.alert;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.incident;
import static dev.holter.collector.domain.Reported.loop;
import static dev.holter.collector.domain.Reported.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Admission;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.Outcome;
import dev.holter.collector.domain.Reported;
import dev.holter.collector.domain.Session;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLoopBlockedUnderLoadTest {
    private static final Demand NONE = new Demand(OptionalDouble.of(0), OptionalLong.of(0), OptionalLong.of(0));

    private final Fleet fleet = new Fleet();
    private final Session session = ((Outcome.Taken<Admission>)
                    fleet.introduce(Reported.identity("run-1", at(0)), at(0)))
            .value()
            .session();
    private final EventLoopBlockedUnderLoad rule =
            new EventLoopBlockedUnderLoad(EventLoopBlockedUnderLoad.Settings.defaults());

    @Test
    void blockedLoopWithDemand_isFoundHalfASecondAfterItFroze() {
        fleet.incident(session, incident("i-1").build());

        assertThat(check(499)).isEmpty();
        assertThat(check(500)).hasSize(1);
    }

    @Test
    void finding_namesLoopCulpritAndCause() {
        fleet.incident(session, incident("i-1").build());

        assertThat(check(2300).getFirst().annotations())
                .containsEntry(
                        "summary",
                        "Event loop loop-1 of checkout is blocked in Upstream$Check.call (Upstream.java:42)"
                                + " (socket) for more than 2 s")
                .containsEntry(
                        "description",
                        "The loop runs no callback and its thread uses 1 % of a core; before that it took 200 requests"
                                + " a second; 3 requests in flight and 7 callbacks queued wait for it. Incident i-1.");
    }

    @Test
    void finding_withoutACulpritIsStillASentence() {
        fleet.incident(session, incident("i-1").noCulprit().cause(Cause.UNKNOWN).build());

        assertThat(check(600).getFirst().annotations())
                .containsEntry("summary", "Event loop loop-1 of checkout is blocked for more than 0.5 s");
    }

    @Test
    void loopThatRunsAgain_isNoLongerFound() {
        fleet.incident(session, incident("i-1").build());
        fleet.incident(
                session, incident("i-1").revision(2).lasted(at(0), 900).closed().build());

        assertThat(check(901)).isEmpty();
    }

    @Test
    void idleService_isNotFound() {
        fleet.incident(session, incident("i-1").demand(NONE).build());

        assertThat(check(5000)).isEmpty();
    }

    @Test
    void requestsInFlight_areDemandByThemselves() {
        fleet.incident(session, incident("i-1").demand(NONE).build());
        fleet.report(
                session, state(1, at(80), loop().stalledFor(80).requests(5, 4).build()), at(80));

        assertThat(check(600)).hasSize(1);
    }

    @Test
    void queuedCallbacks_areDemandFromTenOn() {
        fleet.incident(session, incident("i-1").demand(NONE).build());
        fleet.report(session, state(1, at(80), loop().stalledFor(80).pending(9).build()), at(80));
        assertThat(check(600)).isEmpty();

        fleet.report(session, state(2, at(90), loop().stalledFor(90).pending(10).build()), at(90));
        assertThat(check(600)).hasSize(1);
    }

    @Test
    void loopThatComputes_isNotFound() {
        fleet.incident(
                session,
                incident("i-1")
                        .cause(Cause.CPU)
                        .cpuRatio(OptionalDouble.of(0.97))
                        .build());

        assertThat(check(5000)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GC", "SAFEPOINT", "STARVED", "SUSPENDED"})
    void pauseOfTheWholeProcess_isNotFound(Cause cause) {
        fleet.incident(session, incident("i-1").cause(cause).build());

        assertThat(check(5000)).isEmpty();
    }

    @Test
    void blockedThreadWhoseCpuTimeIsUnknown_isFound_butAnUnknownCauseIsNot() {
        fleet.incident(session, incident("i-1").cpuRatio(OptionalDouble.empty()).build());
        assertThat(check(600)).hasSize(1);

        fleet.incident(
                session,
                incident("i-1")
                        .revision(2)
                        .cause(Cause.UNKNOWN)
                        .cpuRatio(OptionalDouble.empty())
                        .build());
        assertThat(check(600)).isEmpty();
    }

    @Test
    void stallWithoutAnIncident_isFoundFromReportsAlone() {
        fleet.report(
                session,
                state(1, at(100), loop().stalledFor(100).cpuMillis(700).rate(50).build()),
                at(100));
        assertThat(check(600)).isEmpty();

        fleet.report(
                session,
                state(2, at(600), loop().stalledFor(600).cpuMillis(701).rate(50).build()),
                at(600));
        assertThat(check(600)).hasSize(1);
    }

    @Test
    void processWhoseStreamEnded_isNotFound() {
        fleet.incident(session, incident("i-1").build());
        fleet.disconnect(session, at(700));

        assertThat(check(5000)).isEmpty();
    }

    private List<Finding> check(long millis) {
        return rule.check(fleet.view(at(millis)));
    }
}
