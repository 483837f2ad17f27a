package dev.holter.probe.histogram;

import java.util.Map;
import java.util.TreeMap;

/** A snapshot's buckets as a map, for tests to compare. */
public final class Buckets {
    private Buckets() {}

    /** Counts by index; the zero bucket is {@link Integer#MIN_VALUE} where it is not empty. */
    public static Map<Integer, Long> of(HistogramSnapshot snapshot) {
        Map<Integer, Long> buckets = new TreeMap<>();
        if (snapshot.zeroCount() > 0) {
            buckets.put(Integer.MIN_VALUE, snapshot.zeroCount());
        }
        for (int n = 0; n < snapshot.bucketCount(); n++) {
            buckets.put(snapshot.bucketIndex(n), snapshot.bucketValue(n));
        }
        return buckets;
    }
}
