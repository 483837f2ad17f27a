package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StackSample;
import org.junit.jupiter.api.Test;

/** Before JDK 19 a stack of a thread that is slow to stop holds up whoever passes an incident on. */
class StacksThatStopEveryThreadTest {
    private final WatchdogFixture fixture = new WatchdogFixture(true);
    private final RecordedFindings found = fixture.found;
    private final HandLoop loop = fixture.watch("orders");

    @Test
    void stallOfALoopThatComputes_isToldBeforeItsStackIsAskedFor() {
        fixture.captures.holding = true;
        fixture.cpuShare = 1;
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 52 * MS);

        assertThat(fixture.captures.waiting()).isZero();
        assertThat(found.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.durationNanos()).isEqualTo(50 * MS);
            assertThat(incident.cause()).isEqualTo(Cause.CPU);
            assertThat(incident.culprit()).isEmpty();
        });
        fixture.runFor(MS);
        assertThat(fixture.captures.waiting()).isEqualTo(1);
    }

    @Test
    void stacksAfterTheFirst_areTakenWhenTheyAlwaysAre() {
        fixture.cpuShare = 1;
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 450 * MS);

        assertThat(found.lastIncident().samples())
                .extracting(StackSample::atNanos)
                .containsExactly(53 * MS, 100 * MS, 200 * MS, 400 * MS);
    }

    @Test
    void stallOfALoopThatStandsStill_isToldWithItsStack() {
        fixture.cpuShare = 0;
        fixture.freeze(loop);
        fixture.runFor(5 * MS + 50 * MS);

        assertThat(found.incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.samples()).hasSize(1));
    }
}
