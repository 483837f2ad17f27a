package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.time.ProbeClock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WallTimeTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private long wallNanos;

    private final WallTime time = new WallTime(new ProbeClock() {
        @Override
        public long nanoTime() {
            throw new AssertionError("a pass knows its time");
        }

        @Override
        public long epochNanos() {
            return wallNanos;
        }
    });

    @Test
    void whatWasDueBeforeThePass_liesBeforeItInTheDay() {
        wallNanos = 1_000 * MILLI;

        assertThat(time.epochNanos(47 * MILLI, 50 * MILLI)).isEqualTo(997 * MILLI);
    }

    @Test
    void clockThatIsSet_isFollowedAfterATenthOfASecond() {
        time.epochNanos(0, 0);
        wallNanos = 5_000 * MILLI;

        assertThat(time.epochNanos(99 * MILLI, 99 * MILLI)).isEqualTo(99 * MILLI);
        assertThat(time.epochNanos(100 * MILLI, 100 * MILLI)).isEqualTo(5_000 * MILLI);
    }
}
