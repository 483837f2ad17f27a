package dev.holter.collector.alert;

import static dev.holter.collector.domain.Reported.at;
import static dev.holter.collector.domain.Reported.incident;
import static dev.holter.collector.domain.Reported.loop;
import static dev.holter.collector.domain.Reported.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Admission;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.Outcome;
import dev.holter.collector.domain.Reported;
import dev.holter.collector.domain.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopSaturatedTest {
    private final Fleet fleet = new Fleet();
    private final Session session = ((Outcome.Taken<Admission>)
                    fleet.introduce(Reported.identity("run-1", at(0)), at(0)))
            .value()
            .session();
    private final EventLoopSaturated rule = new EventLoopSaturated(EventLoopSaturated.Settings.defaults());
    private long cpuMillis;
    private int second;

    @Test
    void loopThatComputesAllTheTime_isFound() {
        run(6, 980);

        assertThat(check()).singleElement().satisfies(finding -> assertThat(finding.annotations())
                .containsEntry(
                        "summary",
                        "Event loop loop-1 of checkout is saturated: its thread computes all the time"));
    }

    @Test
    void loopWithRoomLeft_isNotFound() {
        run(10, 700);

        assertThat(check()).isEmpty();
    }

    @Test
    void burstOfASecond_isNotFound() {
        run(10, 100);
        run(1, 1000);

        assertThat(check()).isEmpty();
    }

    @Test
    void loopThatHasRoomAgain_isNotFound() {
        run(10, 990);
        run(3, 100);

        assertThat(check()).isEmpty();
    }

    @Test
    void computationThatIsKnown_isNamed() {
        run(6, 980);
        assertThat(fleet.incident(
                        session,
                        incident("i-1").lasted(at(3000), 3000).cause(Cause.CPU).build()))
                .isInstanceOf(Outcome.Taken.class);

        assertThat(check().getFirst().annotations().get("summary"))
                .endsWith("computes all the time, at Upstream$Check.call (Upstream.java:42)");
    }

    @Test
    void processThatIsSilent_isNotFound() {
        run(6, 980);

        assertThat(rule.check(fleet.view(at(second * 1000L).plus(Duration.ofSeconds(10)))))
                .isEmpty();
    }

    private List<Finding> check() {
        return rule.check(fleet.view(at(second * 1000L)));
    }

    private void run(int seconds, long cpuMillisEach) {
        for (int i = 0; i < seconds; i++) {
            second++;
            cpuMillis += cpuMillisEach;
            assertThat(fleet.report(
                            session,
                            state(second, at(second * 1000L), loop().cpuMillis(cpuMillis).build()),
                            at(second * 1000L)))
                    .isInstanceOf(Outcome.Taken.class);
        }
    }
}
