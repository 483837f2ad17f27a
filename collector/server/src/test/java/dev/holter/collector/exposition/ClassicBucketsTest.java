package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Histogram;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClassicBucketsTest {

    @Test
    void randomValues_areCountedExactlyAsIfTheyHadNeverBeenBucketed() {
        Random random = new Random(4711);
        double[] values = DoubleStream.generate(() -> Math.pow(10, random.nextDouble() * 9 - 7))
                .limit(20_000)
                .toArray();

        assertThat(ClassicBuckets.counts(Samples.histogram(values))).isEqualTo(countedDirectly(values));
    }

    @Test
    void valuesOnABound_countUnderThatBound() {
        double[] bounds = IntStream.rangeClosed(-10, 6)
                .mapToDouble(e -> Math.scalb(1.0, e))
                .toArray();

        assertThat(ClassicBuckets.counts(Samples.histogram(bounds))).isEqualTo(countedDirectly(bounds));
    }

    @Test
    void valuesAboveEveryBound_countOnlyWithoutBound() {
        long[] counts = ClassicBuckets.counts(Samples.histogram(64.5, 3600));

        assertThat(counts[ClassicBuckets.size() - 1]).isEqualTo(2);
    }

    @Test
    void zeroBucket_countsUnderTheBoundAboveItsThreshold() {
        Histogram wideZero = new Histogram(5, Math.scalb(1.0, -8), 7, 7, 0.01, new int[0], new long[0]);

        assertThat(ClassicBuckets.counts(wideZero)[2]).isEqualTo(7);
    }

    @Test
    void bucketThatSpansSeveralBounds_countsUnderTheHighest() {
        // At schema -2 bucket 1 is (1, 16].
        Histogram coarse = new Histogram(-2, 0, 0, 3, 20, new int[] {1}, new long[] {3});

        assertThat(ClassicBuckets.counts(coarse)[ClassicBuckets.positionOf(16)]).isEqualTo(3);
    }

    private static long[] countedDirectly(double[] values) {
        long[] counts = new long[ClassicBuckets.size()];
        for (double value : values) {
            int position = 0;
            while (position < counts.length - 1 && value > Math.scalb(1.0, position - 10)) {
                position++;
            }
            counts[position]++;
        }
        return counts;
    }
}
