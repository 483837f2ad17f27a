package dev.holter.collector.web;

import dev.holter.collector.domain.Histogram;

/** Quantiles of a histogram. Each is the upper boundary of the bucket that it falls into: at schema 5 at most 2.2 % too high. */
final class QuantileBound {
    private QuantileBound() {}

    /**
     * The value below which a share of all values lies; 0 where there are none or it is in the zero bucket.
     *
     * @param quantile above 0, at most 1; 1 is the largest value
     * @return in the histogram's unit
     */
    static double of(Histogram histogram, double quantile) {
        long rank = (long) Math.ceil(quantile * histogram.count());
        long seen = histogram.zeroCount();
        int bucket = -1;
        while (seen < rank && bucket + 1 < histogram.counts().length) {
            bucket++;
            seen += histogram.counts()[bucket];
        }
        return bucket < 0 ? 0 : upperBound(histogram.indexes()[bucket], histogram.schema());
    }

    private static double upperBound(int index, int schema) {
        return Math.pow(2, Math.scalb((double) index, -schema));
    }
}
