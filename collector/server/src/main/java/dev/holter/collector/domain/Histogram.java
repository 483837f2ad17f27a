package dev.holter.collector.domain;

import java.util.Arrays;

/**
 * A base-2 exponential histogram in seconds; bucket {@code i} holds the values in
 * {@code (2^((i-1)/2^schema), 2^(i/2^schema)]}. Immutable by agreement: nobody writes to the arrays.
 *
 * @param indexes bucket indexes, strictly rising
 * @param counts count of each of these buckets, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // a histogram of 10 000 loops is not to cost a boxed list each
public record Histogram(
        int schema, double zeroThreshold, long zeroCount, long count, double sum, int[] indexes, long[] counts) {

    /**
     * What was counted after an earlier state of the same histogram; all of it where the two cannot be
     * compared, as after a restart of what counts.
     */
    Histogram since(Histogram earlier) {
        if (schema != earlier.schema || zeroThreshold != earlier.zeroThreshold || zeroCount < earlier.zeroCount) {
            return this;
        }
        int[] newIndexes = new int[indexes.length];
        long[] newCounts = new long[indexes.length];
        int size = 0;
        int known = 0;
        for (int i = 0; i < indexes.length; i++) {
            boolean before = known < earlier.indexes.length && earlier.indexes[known] == indexes[i];
            long more = counts[i] - (before ? earlier.counts[known++] : 0);
            if (more > 0) {
                newIndexes[size] = indexes[i];
                newCounts[size++] = more;
            } else if (more < 0) {
                return this;
            }
        }
        return known < earlier.indexes.length
                ? this
                : new Histogram(
                        schema,
                        zeroThreshold,
                        zeroCount - earlier.zeroCount,
                        count - earlier.count,
                        Math.max(0, sum - earlier.sum),
                        Arrays.copyOf(newIndexes, size),
                        Arrays.copyOf(newCounts, size));
    }
}
