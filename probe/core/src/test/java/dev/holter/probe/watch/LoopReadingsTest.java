package dev.holter.probe.watch;

import static dev.holter.probe.watch.WatchdogFixture.MS;
import static dev.holter.probe.watch.WatchdogFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.report.CallbackState;
import dev.holter.probe.report.CallbackType;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a state tells of a loop beside its heartbeats. */
class LoopReadingsTest {
    private final WatchdogFixture fixture = new WatchdogFixture();
    private final RecordedFindings found = fixture.found;
    private final HandLoop loop = fixture.watch("orders");

    @Test
    void loopWithoutHooks_tellsNoCallbacks() {
        fixture.runFor(2 * SECOND);

        assertThat(found.last("orders").callbacks()).isEmpty();
    }

    @Test
    void callbacksOfALoopWithHooks_areTold() {
        loop.callbacks.began();
        fixture.runFor(60 * MS);
        loop.callbacks.ran(Runnable.class);
        loop.callbacks.timerFired(3 * MS);
        loop.callbacks.idle();
        fixture.runFor(2 * SECOND);

        CallbackState callbacks = found.last("orders").callbacks().orElseThrow();
        assertThat(callbacks.count()).isEqualTo(1);
        assertThat(callbacks.slow()).isEqualTo(1);
        assertThat(callbacks.busyNanos()).isEqualTo(60 * MS);
        assertThat(callbacks.timerLatenessSeconds().count()).isEqualTo(1);
        assertThat(callbacks.worst()).containsExactly(new CallbackType(Runnable.class.getName(), 1, 60 * MS, 60 * MS));
    }

    @Test
    void busyTime_growsDuringAStall() {
        loop.callbacks.began();
        fixture.freeze(loop);
        fixture.runFor(3 * SECOND);

        assertThat(found.of("orders").stream().flatMap(state -> state.callbacks().stream()))
                .extracting(CallbackState::busyNanos)
                .isSorted()
                .last()
                .satisfies(busy -> assertThat(busy).isGreaterThan(2_500 * MS));
    }

    @Test
    void runDelay_isToldSinceTheLoopIsWatched() {
        fixture.kernel.runDelay = OptionalLong.of(7 * SECOND);
        fixture.runFor(2 * SECOND);
        fixture.kernel.runDelay = OptionalLong.of(7 * SECOND + 30 * MS);
        fixture.runFor(2 * SECOND);

        assertThat(found.last("orders").runDelayNanos()).hasValue(30 * MS);
    }

    @Test
    void ofALoopThatIsOnTime_onlyTheRunDelayIsRead() {
        fixture.runFor(10 * SECOND);

        assertThat(fixture.kernel.otherReadings).isZero();
    }
}
