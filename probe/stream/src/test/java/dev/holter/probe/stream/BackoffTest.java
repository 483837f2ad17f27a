package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MILLI = 1_000_000;
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void bound_doublesUpToTheLongest() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new HighestRandom());
        List<Long> delays = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            delays.add(backoff.nextNanos() / MILLI);
        }
        assertThat(delays).containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 10_000L, 10_000L, 10_000L);
    }

    @Test
    void delays_areSpreadOverTheWholeRange() {
        Backoff backoff = new Backoff(LONGEST, LONGEST, new SplittableRandom(7));
        LongStream.Builder delays = LongStream.builder();
        for (int n = 0; n < 1_000; n++) {
            delays.add(backoff.nextNanos() / MILLI);
        }
        assertThat(delays.build().summaryStatistics()).satisfies(spread -> {
            assertThat(spread.getMin()).isBetween(0L, 500L);
            assertThat(spread.getAverage()).isBetween(4_500.0, 5_500.0);
            assertThat(spread.getMax()).isBetween(9_500L, 10_000L);
        });
    }

    @Test
    void reset_beginsWithTheFirstBound() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new HighestRandom());
        backoff.nextNanos();
        backoff.nextNanos();
        backoff.reset();
        assertThat(backoff.nextNanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void rejection_keepsAwayForOneToTwoTimesTheLongest() {
        assertThat(new Backoff(FIRST, LONGEST, new HighestRandom()).afterRejectionNanos())
                .isEqualTo(20_000 * MILLI);
        assertThat(new Backoff(FIRST, LONGEST, new SplittableRandom(7)).afterRejectionNanos())
                .isBetween(10_000 * MILLI, 20_000 * MILLI);
    }

    /** Draws the highest number that may be drawn. */
    private static final class HighestRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
