package dev.holter.collector.alert;

import java.time.Duration;
import java.util.Locale;

/** How alerts say things to people. */
final class Wording {
    private static final long[] STEPS_MILLIS = {
        500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000
    };

    private Wording() {}

    /**
     * A lower limit in a few steps, "more than 5 s". A time that is exact would change an alert's text at
     * every evaluation, and everybody who follows it would be told each time.
     */
    static String moreThan(Duration duration) {
        long millis = duration.toMillis();
        if (millis < STEPS_MILLIS[0]) {
            return "less than 0.5 s";
        }
        long step = STEPS_MILLIS[0];
        for (long candidate : STEPS_MILLIS) {
            step = candidate <= millis ? candidate : step;
        }
        if (step < 1_000) {
            return "more than 0.5 s";
        }
        return "more than " + (step < 60_000 ? step / 1_000 + " s" : step / 60_000 + " min");
    }

    /** A share of a core, "3 %". */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    /** A number of requests, with one digit where it is small. */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }
}
