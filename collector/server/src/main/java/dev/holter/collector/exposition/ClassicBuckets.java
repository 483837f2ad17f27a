package dev.holter.collector.exposition;

import dev.holter.collector.domain.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;

/**
 * Classic buckets out of exponential ones.
 *
 * <p>The upper bounds are the powers of two from 2<sup>-10</sup> s (just under 1 ms) to 2<sup>6</sup> s
 * (64 s) rather than the customary 1, 2.5, 5, 10 ms. Each of them is a bucket boundary at every schema
 * from 0 on, so no exponential bucket lies across a bound and the classic counts are exact. A round
 * bound such as 50 ms would cut a bucket in two, and nobody knows how many values are on either side.
 *
 * <p>At a schema below 0, which no probe of ours sends, a bucket spans several bounds; it is counted
 * under the highest of them, so that a lag never reads as shorter than it may have been.
 */
final class ClassicBuckets {
    private static final int LOWEST_EXPONENT = -10;
    private static final int HIGHEST_EXPONENT = 6;
    private static final double[] UPPER_BOUNDS = upperBounds();

    private ClassicBuckets() {}

    /** The histogram's values in classic buckets. */
    static ClassicHistogramBuckets of(Histogram histogram) {
        return ClassicHistogramBuckets.of(UPPER_BOUNDS, counts(histogram));
    }

    /** How many buckets there are, the one without bound included. */
    static int size() {
        return UPPER_BOUNDS.length;
    }

    /** The position of the bucket that takes a value in seconds. */
    static int positionOf(double value) {
        int position = 0;
        while (value > UPPER_BOUNDS[position]) {
            position++;
        }
        return position;
    }

    /** Counts of each bucket alone, not cumulative. */
    static long[] counts(Histogram histogram) {
        long[] counts = new long[UPPER_BOUNDS.length];
        counts[positionOf(histogram.zeroThreshold())] = histogram.zeroCount();
        int[] indexes = histogram.indexes();
        long[] bucketCounts = histogram.counts();
        for (int i = 0; i < indexes.length; i++) {
            counts[positionOfExponent(upperExponent(indexes[i], histogram.schema()))] += bucketCounts[i];
        }
        return counts;
    }

    /** The smallest power of two that is not below the bucket's upper boundary. */
    private static int upperExponent(int index, int schema) {
        return schema >= 0 ? Math.ceilDiv(index, 1 << schema) : index << -schema;
    }

    private static int positionOfExponent(int exponent) {
        return Math.clamp(exponent, LOWEST_EXPONENT, HIGHEST_EXPONENT + 1) - LOWEST_EXPONENT;
    }

    private static double[] upperBounds() {
        double[] bounds = new double[HIGHEST_EXPONENT - LOWEST_EXPONENT + 2];
        for (int exponent = LOWEST_EXPONENT; exponent <= HIGHEST_EXPONENT; exponent++) {
            bounds[exponent - LOWEST_EXPONENT] = Math.scalb(1.0, exponent);
        }
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        return bounds;
    }
}
