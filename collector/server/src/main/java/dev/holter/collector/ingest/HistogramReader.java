package dev.holter.collector.ingest;

import dev.holter.collector.domain.Histogram;
import dev.holter.wire.v1.ExponentialHistogram;

/** Reads a histogram and checks that it can be one. Safe for any thread. */
final class HistogramReader {
    private static final int LOWEST_SCHEMA = -4;
    private static final int HIGHEST_SCHEMA = 8;
    /** Powers of two that a double has, with those below the normal ones. */
    private static final long OCTAVES = 1100;

    private static final double BOUNDARY_TOLERANCE = 1e-6;

    private final int bucketLimit;

    HistogramReader(int bucketLimit) {
        this.bucketLimit = bucketLimit;
    }

    Histogram read(String field, ExponentialHistogram wire) {
        checkScalars(field, wire);
        int buckets = wire.getBucketGapsCount();
        if (buckets != wire.getBucketCountsCount()) {
            throw broken(field, ".bucket_counts", "are " + wire.getBucketCountsCount() + " for " + buckets + " gaps");
        }
        Rules.atMost(field + ".bucket_gaps", buckets, bucketLimit);
        int[] indexes = indexes(field, wire);
        long[] counts = counts(field, wire);
        return new Histogram(
                wire.getSchema(),
                wire.getZeroThreshold(),
                wire.getZeroCount(),
                wire.getCount(),
                wire.getSum(),
                indexes,
                counts);
    }

    private static void checkScalars(String field, ExponentialHistogram wire) {
        int schema = wire.getSchema();
        if (schema < LOWEST_SCHEMA || schema > HIGHEST_SCHEMA) {
            throw broken(field, ".schema", "has to be -4 to 8: " + schema);
        }
        if (!isBoundary(wire.getZeroThreshold(), schema)) {
            throw broken(field, ".zero_threshold", "is neither 0 nor a bucket's boundary: " + wire.getZeroThreshold());
        }
        if (wire.getZeroCount() < 0) {
            throw broken(field, ".zero_count", "is negative: " + wire.getZeroCount());
        }
        if (wire.getCount() < 0) {
            throw broken(field, ".count", "is negative: " + wire.getCount());
        }
        if (!(wire.getSum() >= 0 && wire.getSum() <= Double.MAX_VALUE)) {
            throw broken(field, ".sum", "has to be a number from 0 on: " + wire.getSum());
        }
    }

    private static boolean isBoundary(double threshold, int schema) {
        if (threshold == 0) {
            return true;
        }
        if (!(threshold > 0 && threshold <= Double.MAX_VALUE)) {
            return false;
        }
        double index = Math.scalb(Math.log(threshold) / Math.log(2), schema);
        return Math.abs(index - Math.rint(index)) < BOUNDARY_TOLERANCE;
    }

    private static int[] indexes(String field, ExponentialHistogram wire) {
        long limit = OCTAVES << Math.max(0, wire.getSchema());
        int[] indexes = new int[wire.getBucketGapsCount()];
        long index = 0;
        for (int i = 0; i < indexes.length; i++) {
            int gap = wire.getBucketGaps(i);
            if (i > 0 && gap < 1) {
                throw broken(field, ".bucket_gaps", "are not in order: " + gap + " at position " + i);
            }
            index += gap;
            if (index < -limit || index > limit) {
                throw broken(field, ".bucket_gaps", "lead to bucket " + index + ", which no number falls into");
            }
            indexes[i] = (int) index;
        }
        return indexes;
    }

    private static long[] counts(String field, ExponentialHistogram wire) {
        long[] counts = new long[wire.getBucketCountsCount()];
        // Counting down from the total cannot overflow, however large the counts are.
        long left = wire.getCount() - wire.getZeroCount();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = wire.getBucketCounts(i);
            if (counts[i] <= 0) {
                throw broken(field, ".bucket_counts", "have to be above 0: " + counts[i] + " at position " + i);
            }
            if (counts[i] > left) {
                throw broken(field, ".count", "is less than its buckets hold");
            }
            left -= counts[i];
        }
        if (left != 0) {
            throw broken(field, ".count", "differs by " + left + " from what its buckets hold");
        }
        return counts;
    }

    private static BrokenRule broken(String field, String part, String why) {
        return new BrokenRule(Rejection.histogram(field + part, why));
    }
}
