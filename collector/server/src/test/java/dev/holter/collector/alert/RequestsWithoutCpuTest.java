package dev.holter.collector.alert;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.loop;
import static dev.holter.collector.domain.Reported.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Admission;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.Outcome;
import dev.holter.collector.domain.Reported;
import dev.holter.collector.domain.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsWithoutCpuTest {
    private final Fleet fleet = new Fleet();
    private final Session session = ((Outcome.Taken<Admission>)
                    fleet.introduce(Reported.identity("run-1", at(0)), at(0)))
            .value()
            .session();
    private final RequestsWithoutCpu rule = new RequestsWithoutCpu(RequestsWithoutCpu.Settings.defaults());
    private long started;
    private long finished;
    private long cpuMillis;
    private int second;

    @Test
    void requestsThatStopFinishingAtZeroCpu_areFoundAfterTheWindow() {
        serve(5, 100, 200);
        serve(1, 0, 0);
        assertThat(check()).isEmpty();

        serve(1, 0, 0);

        assertThat(check()).hasSize(1);
        assertThat(check().getFirst().annotations().get("summary"))
                .isEqualTo("No request on event loop loop-1 of checkout has finished for more than 2 s,"
                        + " and its thread uses no CPU");
        assertThat(check().getFirst().annotations().get("description")).contains("5 have been in flight");
    }

    @Test
    void longFreeze_isFoundToItsEnd_andNotAfterIt() {
        serve(5, 100, 200);
        serve(60, 0, 0);
        assertThat(check()).hasSize(1);

        serve(1, 100, 200);

        assertThat(check()).isEmpty();
    }

    @Test
    void healthyService_isNotFound() {
        serve(20, 100, 200);

        assertThat(check()).isEmpty();
    }

    @Test
    void serviceThatComputesLong_isNotFound() {
        serve(5, 100, 200);
        serve(5, 0, 950);

        assertThat(check()).isEmpty();
    }

    @Test
    void slowTrickle_isNotFound() {
        serve(5, 2, 10);
        serve(5, 0, 0);

        assertThat(check()).isEmpty();
    }

    @Test
    void serviceThatIsNoLongerAsked_isNotFound() {
        serve(5, 100, 200);
        report(started, started, cpuMillis);
        second++;
        for (int i = 0; i < 5; i++) {
            report(started, started, cpuMillis);
            second++;
        }

        assertThat(check()).isEmpty();
    }

    @Test
    void loopWhoseReportsStop_isNotFound() {
        serve(5, 100, 200);
        serve(4, 0, 0);
        assertThat(check()).hasSize(1);

        assertThat(rule.check(fleet.view(at(second * 1000L + 10_000)))).isEmpty();
        fleet.disconnect(session, at(second * 1000L));
        assertThat(check()).isEmpty();
    }

    private void serve(int seconds, int requests, int cpu) {
        for (int i = 0; i < seconds; i++) {
            started = finished + 5 + requests;
            finished += requests;
            cpuMillis += cpu;
            report(started, finished, cpuMillis);
            second++;
        }
    }

    private void report(long requestsStarted, long requestsFinished, long cpu) {
        assertThat(fleet.report(
                        session,
                        state(
                                second + 1,
                                at(second * 1000L),
                                loop().requests(requestsStarted, requestsFinished)
                                        .cpuMillis(cpu)
                                        .build()),
                        at(second * 1000L)))
                .isInstanceOf(Outcome.Taken.class);
    }

    private List<Finding> check() {
        return rule.check(fleet.view(at((second - 1) * 1000L + 50)));
    }
}
