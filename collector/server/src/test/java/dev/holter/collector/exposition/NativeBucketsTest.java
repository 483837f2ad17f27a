package dev.holter.collector.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.collector.domain.Histogram;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class NativeBucketsTest {

    @Test
    void fewBuckets_passAsTheyWereRecorded() {
        Histogram recorded = Samples.histogram(0.001, 0.02, 0.02, 3);

        NativeBuckets shown = NativeBuckets.of(recorded);

        assertThat(shown.schema()).isEqualTo(Samples.SCHEMA);
        assertThat(countsOf(shown)).isEqualTo(bucketed(Samples.SCHEMA, 0.001, 0.02, 0.02, 3));
    }

    @Test
    void exactlyTheLimit_isNotMerged() {
        int[] indexes = new int[NativeBuckets.MAX_BUCKETS];
        long[] counts = new long[NativeBuckets.MAX_BUCKETS];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = i - 80;
            counts[i] = 1;
        }

        NativeBuckets shown = NativeBuckets.of(new Histogram(5, 0, 0, indexes.length, 1, indexes, counts));

        assertThat(shown.schema()).isEqualTo(5);
        assertThat(shown.buckets().size()).isEqualTo(NativeBuckets.MAX_BUCKETS);
    }

    @Test
    void manyBuckets_areThoseThatTheValuesWouldHaveFilledAtALowerSchema() {
        Random random = new Random(1);
        double[] values = DoubleStream.generate(() -> Math.pow(2, random.nextDouble() * 24 - 18))
                .limit(50_000)
                .toArray();

        NativeBuckets shown = NativeBuckets.of(Samples.histogram(values));

        assertThat(shown.schema()).isEqualTo(2);
        assertThat(shown.buckets().size()).isLessThanOrEqualTo(NativeBuckets.MAX_BUCKETS);
        assertThat(countsOf(shown)).isEqualTo(bucketed(2, values));
    }

    private static Map<Integer, Long> countsOf(NativeBuckets shown) {
        Map<Integer, Long> counts = new TreeMap<>();
        shown.buckets().forEach(bucket -> counts.put(bucket.getBucketIndex(), bucket.getCount()));
        return counts;
    }

    private static Map<Integer, Long> bucketed(int schema, double... values) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (double value : values) {
            counts.merge(Samples.index(value, schema), 1L, Long::sum);
        }
        return counts;
    }
}
