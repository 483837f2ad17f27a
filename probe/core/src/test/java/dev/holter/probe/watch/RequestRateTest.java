package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RequestRateTest {
    private static final long MS = 1_000_000;

    private final RequestRate rate = new RequestRate();

    @Test
    void historyShorterThan200Milliseconds_hasNoRate() {
        assertThat(rate.perSecond()).isEmpty();
        rate.add(0, 0);
        assertThat(rate.perSecond()).isEmpty();
        rate.add(199 * MS, 100);
        assertThat(rate.perSecond()).isEmpty();
        rate.add(299 * MS, 150);
        assertThat(rate.perSecond()).isPresent();
    }

    @Test
    void steadyRequests_areTheirRate() {
        steady(0, 30_000, 0.2);

        assertThat(rate.perSecond().getAsDouble()).isCloseTo(200, within(0.5));
    }

    @Test
    void rate_isThatOfTheLastSecond() {
        steady(0, 2_000, 0.2);
        long before = (long) (1_990 * 0.2);
        for (long ms = 2_000; ms <= 3_100; ms += 10) {
            rate.add(ms * MS, before + (ms - 2_000));
        }

        assertThat(rate.perSecond().getAsDouble()).isCloseTo(1_000, within(20.0));
    }

    @Test
    void timeInWhichTheLoopStoodStill_doesNotThinTheRate() {
        steady(0, 2_000, 0.2);
        rate.stoodStill(47_000 * MS);
        rate.add(49_000 * MS, 398);

        assertThat(rate.perSecond().getAsDouble()).isCloseTo(200, within(25.0));
    }

    @Test
    void readingsOnceASecond_haveARate() {
        for (long second = 0; second < 20; second++) {
            rate.add(second * 1_000 * MS, second * 7);
        }

        assertThat(rate.perSecond().getAsDouble()).isCloseTo(7, within(0.01));
    }

    @Test
    void noRequests_areARateOfZero() {
        steady(0, 2_000, 0);

        assertThat(rate.perSecond()).hasValue(0);
    }

    private void steady(long fromMs, long toMs, double perMs) {
        for (long ms = fromMs; ms < toMs; ms += 10) {
            rate.add(ms * MS, (long) (ms * perMs));
        }
    }
}
