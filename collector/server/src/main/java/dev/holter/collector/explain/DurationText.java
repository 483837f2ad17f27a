package dev.holter.collector.explain;

import java.util.Locale;

/** Durations as people say them. */
final class DurationText {
    private static final double MILLIS = 1e6;
    private static final double SECONDS = 1e9;

    private DurationText() {}

    /** {@code 3.2 ms}, {@code 60 ms}, {@code 2.5 s}, {@code 47 s} or {@code 2 min 5 s}. */
    static String of(long nanos) {
        if (nanos < 9.95 * MILLIS) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / MILLIS);
        }
        if (nanos < 999.5 * MILLIS) {
            return Math.round(nanos / MILLIS) + " ms";
        }
        if (nanos < 9.95 * SECONDS) {
            return String.format(Locale.ROOT, "%.1f s", nanos / SECONDS);
        }
        long seconds = Math.round(nanos / SECONDS);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
