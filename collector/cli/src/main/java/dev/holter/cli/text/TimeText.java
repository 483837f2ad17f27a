package dev.holter.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Durations in the unit that suits their size. */
public final class TimeText {
    private TimeText() {}

    /** A whole number of seconds or else milliseconds, as {@code 8 s} or {@code 2500 ms}. */
    public static String exactly(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** A duration; see {@link #ofMillis}. */
    public static String of(Duration duration) {
        return ofMillis(duration.toNanos() / 1e6);
    }

    /**
     * Milliseconds as {@code 0.42 ms}, {@code 7.3 ms}, {@code 7 ms}, {@code 812 ms}, {@code 8.03 s}, {@code 2 min 5 s} or
     * {@code 1 h 4 min}.
     */
    public static String ofMillis(double millis) {
        if (millis < 0.005) {
            return "0 ms";
        }
        if (millis < 999.5) {
            int digits = isWhole(millis) ? 0 : millis < 0.995 ? 2 : millis < 9.95 ? 1 : 0;
            return String.format(Locale.ROOT, "%." + digits + "f ms", millis);
        }
        double seconds = millis / 1_000;
        return seconds < 59.95 ? ofSeconds(seconds) : inMinutes(Math.round(seconds));
    }

    private static boolean isWhole(double value) {
        return Math.rint(value) == value;
    }

    private static String ofSeconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 9.995 ? "%.2f s" : "%.1f s", seconds);
    }

    private static String inMinutes(long seconds) {
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
}
