package dev.holter.cli.text;

import java.util.Locale;

/** Shares as percentages. */
public final class PercentText {
    private PercentText() {}

    /** 0 to 1 as {@code 0.2 %}, {@code 7.5 %} or {@code 98 %}. */
    public static String of(double ratio) {
        double percent = ratio * 100;
        return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
    }
}
