package dev.holter.benchmarks;

import java.util.List;
import java.util.Locale;

/** Writes what benchmarks gave as Markdown: times, their errors, bytes, and the ratio to a baseline. */
final class ResultTable {
    private static final double KILO = 1e3;

    private ResultTable() {}

    /**
     * The table.
     *
     * @param baseline the one whose time is 1
     */
    static String of(List<Measured> results, String baseline) {
        double baselineNanos = results.stream()
                .filter(measured -> measured.what().equals(baseline))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark gave the baseline " + baseline))
                .nanos();
        MarkdownTable table =
                new MarkdownTable("benchmark", "a call", "error (99.9 %)", "allocated", "against `" + baseline + "`");
        for (Measured measured : results) {
            table.row(
                    "`" + measured.what() + "`",
                    time(measured.nanos()),
                    error(measured),
                    String.format(Locale.ROOT, "%,.0f B", measured.bytes()),
                    String.format(Locale.ROOT, "%.2f", measured.nanos() / baselineNanos));
        }
        return table.toString();
    }

    private static String time(double nanos) {
        if (nanos < KILO) {
            return String.format(Locale.ROOT, "%.1f ns", nanos);
        }
        double micros = nanos / KILO;
        return micros < KILO
                ? String.format(Locale.ROOT, "%.1f µs", micros)
                : String.format(Locale.ROOT, "%.2f ms", micros / KILO);
    }

    private static String error(Measured measured) {
        return Double.isNaN(measured.errorNanos())
                ? "unknown"
                : String.format(Locale.ROOT, "± %.0f %%", 100 * measured.errorNanos() / measured.nanos());
    }
}
