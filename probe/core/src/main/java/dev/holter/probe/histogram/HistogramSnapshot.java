package dev.holter.probe.histogram;

import java.util.Arrays;

/**
 * An immutable copy of an exponential histogram. Bucket {@code i} holds the values in
 * {@code (2^((i-1)/2^schema), 2^(i/2^schema)]}, as Prometheus native histograms have it.
 */
public final class HistogramSnapshot {
    /** 0.07 of 100 values is the 7th, though the product of the two is a little more than 7. */
    private static final double JUST_BELOW_ONE = 1 - 0x1p-50;

    private final int schema;
    private final double zeroThreshold;
    private final long zeroCount;
    private final long count;
    private final double sum;
    private final int[] bucketIndexes;
    private final long[] bucketCounts;

    HistogramSnapshot(
            int schema,
            double zeroThreshold,
            long zeroCount,
            long count,
            double sum,
            int[] bucketIndexes,
            long[] bucketCounts) {
        this.schema = schema;
        this.zeroThreshold = zeroThreshold;
        this.zeroCount = zeroCount;
        this.count = count;
        this.sum = sum;
        this.bucketIndexes = bucketIndexes;
        this.bucketCounts = bucketCounts;
    }

    /** Each power of two is split into {@code 2^schema} buckets. */
    public int schema() {
        return schema;
    }

    /** Upper boundary of the zero bucket, in the histogram's unit. */
    public double zeroThreshold() {
        return zeroThreshold;
    }

    /** Values in the zero bucket. */
    public long zeroCount() {
        return zeroCount;
    }

    /** All values. */
    public long count() {
        return count;
    }

    /** Sum of all values, in the histogram's unit. */
    public double sum() {
        return sum;
    }

    /** How many buckets are not empty, the zero bucket aside. */
    public int bucketCount() {
        return bucketIndexes.length;
    }

    /**
     * Index of the {@code n}th bucket that is not empty, rising with {@code n}.
     *
     * @param n 0 to {@link #bucketCount()}, exclusive
     */
    public int bucketIndex(int n) {
        return bucketIndexes[n];
    }

    /**
     * Count of the {@code n}th bucket that is not empty, above 0.
     *
     * @param n 0 to {@link #bucketCount()}, exclusive
     */
    public long bucketValue(int n) {
        return bucketCounts[n];
    }

    /**
     * Upper boundary of the bucket that holds the given quantile, in the histogram's unit; 0 where
     * the histogram is empty, and the zero threshold where the quantile is in the zero bucket.
     *
     * @param quantile 0 to 1
     * @throws IllegalArgumentException outside that range
     */
    public double quantile(double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile must be 0 to 1: " + quantile);
        }
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * count * JUST_BELOW_ONE));
        long seen = zeroCount;
        if (seen >= rank) {
            return zeroThreshold;
        }
        int n = 0;
        while (n < bucketIndexes.length - 1 && (seen += bucketCounts[n]) < rank) {
            n++;
        }
        return Math.pow(2, Math.scalb((double) bucketIndexes[n], -schema));
    }

    @Override
    public String toString() {
        return "HistogramSnapshot[count=" + count + ", sum=" + sum + ", zeroCount=" + zeroCount + ", buckets="
                + Arrays.toString(bucketIndexes) + "=" + Arrays.toString(bucketCounts) + "]";
    }
}
