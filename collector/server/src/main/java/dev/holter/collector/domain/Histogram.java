package dev.holter.collector.domain;

/**
 * A base-2 exponential histogram in seconds; bucket {@code i} holds the values in
 * {@code (2^((i-1)/2^schema), 2^(i/2^schema)]}. Immutable by agreement: nobody writes to the arrays.
 *
 * @param indexes bucket indexes, strictly rising
 * @param counts count of each of these buckets, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // a histogram of 10 000 loops is not to cost a boxed list each
public record Histogram(
        int schema, double zeroThreshold, long zeroCount, long count, double sum, int[] indexes, long[] counts) {}
