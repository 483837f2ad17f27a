package dev.holter.collector.exposition;

import dev.holter.collector.domain.Histogram;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;

/**
 * Native buckets as they were recorded, at the highest schema at which there are not too many of them.
 *
 * <p>A step down merges the buckets {@code 2i-1} and {@code 2i} into {@code i}, whose boundaries are
 * theirs: every count is kept and none is guessed. The zero threshold stays; a merged bucket may begin
 * below it, which the format allows.
 */
record NativeBuckets(int schema, NativeHistogramBuckets buckets) {
    /** From here on Prometheus' own clients merge too: a server may be set to refuse more. */
    static final int MAX_BUCKETS = 160;

    private static final int LOWEST_SCHEMA = -4;

    /** The histogram's buckets, {@value #MAX_BUCKETS} at most. */
    static NativeBuckets of(Histogram histogram) {
        int schema = histogram.schema();
        int[] indexes = histogram.indexes();
        long[] counts = histogram.counts();
        while (indexes.length > MAX_BUCKETS && schema > LOWEST_SCHEMA) {
            int[] merged = new int[indexes.length];
            long[] mergedCounts = new long[indexes.length];
            int size = merge(indexes, counts, merged, mergedCounts);
            indexes = Arrays.copyOf(merged, size);
            counts = Arrays.copyOf(mergedCounts, size);
            schema--;
        }
        return new NativeBuckets(schema, NativeHistogramBuckets.of(indexes, counts));
    }

    /** Merges into arrays that are large enough; returns how many buckets are left. */
    private static int merge(int[] indexes, long[] counts, int[] merged, long[] mergedCounts) {
        int size = 0;
        for (int i = 0; i < indexes.length; i++) {
            int index = Math.ceilDiv(indexes[i], 2);
            if (size > 0 && merged[size - 1] == index) {
                mergedCounts[size - 1] += counts[i];
            } else {
                merged[size] = index;
                mergedCounts[size++] = counts[i];
            }
        }
        return size;
    }
}
