package dev.holter.system.zoo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/** Median, 99th percentile and maximum of some times. */
record Quantiles(long p50, long p99, long max) {

    /** All zero where there are none. */
    static Quantiles of(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static long at(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank)];
    }

    /** In milliseconds, with one place after the point. */
    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    /** The three as cells of a table, in milliseconds. */
    String[] cells() {
        return Arrays.stream(new long[] {p50, p99, max})
                .mapToObj(Quantiles::millis)
                .toArray(String[]::new);
    }
}
