package dev.holter.probe.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SingleWriterHistogramTest {
    private static final double BUCKET_WIDTH = Math.pow(2, 1.0 / 32);

    private final SingleWriterHistogram histogram = new SingleWriterHistogram();

    @Test
    void progression_isTheSameAsItsLagsOneByOne() {
        Random random = new Random(2);
        for (int round = 0; round < 500; round++) {
            long first = random.nextLong() >>> (24 + random.nextInt(40));
            long step = 1 + (random.nextLong() >>> (26 + random.nextInt(37)));
            assertProgressionIsExact(first, step, random.nextInt(3_000));
        }
    }

    @Test
    void progressionThroughTheZeroBucket_isExact() {
        assertProgressionIsExact(0, 1, 5_000);
        assertProgressionIsExact(953, 1, 2);
        assertProgressionIsExact(954, 1, 1);
        assertProgressionIsExact(0, 954, 3);
    }

    @Test
    void progressionPastTheLastBoundary_isExact() {
        assertProgressionIsExact(1L << 46, 1L << 45, 100);
    }

    @Test
    void progressionOfNoSteps_recordsNothing() {
        histogram.recordProgression(5, 5, 0);
        histogram.recordProgression(5, 5, -3);

        assertThat(histogram.snapshot().count()).isZero();
        assertThat(histogram.snapshot().sum()).isZero();
    }

    @Test
    void quantilesOfUniformLags_areWithinOneBucketOfTheOracle() {
        Random random = new Random(3);
        assertQuantiles(n -> 1_000 + random.nextInt(100_000_000));
    }

    @Test
    void quantilesOfLongTailedLags_areWithinOneBucketOfTheOracle() {
        Random random = new Random(4);
        assertQuantiles(n -> (long) (20_000 * Math.exp(2 * random.nextGaussian())) + 1_000);
    }

    @Test
    void quantilesOfTwoPeaks_areWithinOneBucketOfTheOracle() {
        Random random = new Random(5);
        assertQuantiles(n -> n % 10 == 0 ? 40_000_000 + random.nextInt(1_000_000) : 50_000 + random.nextInt(10_000));
    }

    @Test
    void quantile_isTheBucketOfTheValueOfThatRank() {
        LongStream.rangeClosed(1, 100).forEach(n -> histogram.record(n * 1_000_000));
        HistogramSnapshot snapshot = histogram.snapshot();

        for (int n = 1; n <= 100; n++) {
            double exact = n * 1e-3;
            assertThat(snapshot.quantile(n / 100.0)).isBetween(exact, exact * BUCKET_WIDTH);
        }
        assertThat(snapshot.quantile(0)).isBetween(0.001, 0.001 * BUCKET_WIDTH);
    }

    @Test
    void quantileOfNothing_isZero() {
        assertThat(histogram.snapshot().quantile(0.5)).isZero();
    }

    @Test
    void quantileInTheZeroBucket_isItsThreshold() {
        histogram.record(0);
        histogram.record(1_000_000);

        assertThat(histogram.snapshot().quantile(0.5)).isEqualTo(0x1p-20);
        assertThat(histogram.snapshot().quantile(1)).isCloseTo(0.001, within(0.00003));
    }

    @Test
    void quantileOutOfRange_isRefused() {
        HistogramSnapshot snapshot = histogram.snapshot();

        assertThatThrownBy(() -> snapshot.quantile(1.01)).hasMessageContaining("0 to 1: 1.01");
        assertThatThrownBy(() -> snapshot.quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void snapshot_staysAsItWasTaken() {
        histogram.record(1_000_000);
        HistogramSnapshot before = histogram.snapshot();

        histogram.record(1_000_000);
        histogram.record(5_000_000);
        histogram.record(0);

        assertThat(before.count()).isEqualTo(1);
        assertThat(before.zeroCount()).isZero();
        assertThat(before.sum()).isCloseTo(0.001, within(1e-12));
        assertThat(Buckets.of(before)).hasSize(1).containsValue(1L);
    }

    @Test
    void negativeLag_countsAsZero() {
        histogram.record(-7);

        assertThat(histogram.snapshot().zeroCount()).isEqualTo(1);
        assertThat(histogram.snapshot().sum()).isZero();
    }

    @Test
    void hugeLag_isInTheLastBucketAndInTheSum() {
        histogram.record(Long.MAX_VALUE);

        HistogramSnapshot snapshot = histogram.snapshot();
        assertThat(Buckets.of(snapshot)).containsOnlyKeys(17 * 32);
        assertThat(snapshot.sum()).isCloseTo(Long.MAX_VALUE * 1e-9, within(1.0));
    }

    @Test
    void layout_isSaid() {
        assertThat(histogram.snapshot().schema()).isEqualTo(5);
        assertThat(histogram.snapshot().zeroThreshold()).isEqualTo(0x1p-20);
    }

    private static void assertProgressionIsExact(long first, long step, int steps) {
        SingleWriterHistogram progression = new SingleWriterHistogram();
        SingleWriterHistogram oneByOne = new SingleWriterHistogram();
        progression.recordProgression(first, step, steps);
        for (int n = 0; n < steps; n++) {
            oneByOne.record(first + n * step);
        }

        HistogramSnapshot actual = progression.snapshot();
        HistogramSnapshot expected = oneByOne.snapshot();
        assertThat(Buckets.of(actual))
                .as("%d lags from %d by %d", steps, first, step)
                .isEqualTo(Buckets.of(expected));
        assertThat(actual.count()).isEqualTo(steps);
        assertThat(actual.sum()).isCloseTo(expected.sum(), within(expected.sum() * 1e-9));
    }

    private void assertQuantiles(LongUnaryOperator lags) {
        Histogram oracle = new Histogram(3);
        LongStream.range(0, 50_000).map(lags).forEach(lag -> {
            oracle.recordValue(lag);
            histogram.record(lag);
        });
        for (double quantile : new double[] {0, 0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
            double exact = oracle.getValueAtPercentile(quantile * 100) * 1e-9;
            assertThat(histogram.snapshot().quantile(quantile))
                    .as("quantile %s", quantile)
                    .isBetween(exact / BUCKET_WIDTH, exact * BUCKET_WIDTH);
        }
    }
}
