package dev.holter.cli.demo;

import dev.holter.cli.api.FrameView;
import dev.holter.cli.text.Palette;
import dev.holter.cli.text.PercentText;
import dev.holter.cli.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The demo's summary in words. */
final class SummaryText {
    private final DemoSummary summary;
    private final Palette palette;

    SummaryText(DemoSummary summary, Palette palette) {
        this.summary = summary;
        this.palette = palette;
    }

    /** The lines, without line ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(palette.bold("Summary"));
        lines.add(fact("threshold to incident", time(summary.thresholdToIncidentMs(), "no incident")));
        lines.add(fact("threshold to alert", time(summary.thresholdToAlertMs(), noAlert())));
        lines.add(fact(
                "cause",
                or(summary.cause(), "none") + planted(summary.plan().cause().label())));
        lines.add(fact("culprit", culprit()));
        lines.add(fact("requests that waited", waited()));
        lines.add(fact("CPU of the loop", cpu()));
        lines.add("");
        lines.addAll(verdict());
        return lines;
    }

    private List<String> verdict() {
        if (summary.ok()) {
            return List.of(palette.green("OK") + ": the incident names the planted line and cause, "
                    + (summary.plan().cause().standsStill()
                            ? "and the alert fired and was resolved."
                            : "and no alert took computing for blocking."));
        }
        return summary.failures().stream()
                .map(failure -> palette.red("NOT OK") + ": " + failure + ".")
                .toList();
    }

    private String noAlert() {
        return summary.plan().cause().standsStill() ? "not fired" : "not fired, as it has to be: the loop computes";
    }

    private String culprit() {
        FrameView culprit = summary.culprit();
        return culprit == null ? "none" + planted(summary.plan().cause().culprit()) : culprit.toString();
    }

    private String waited() {
        LoadReport load = summary.load();
        String counts = load.delayed() + " of " + load.sent();
        String delays = load.delayed() == 0
                ? ""
                : ": half of them " + TimeText.ofMillis(load.p50Ms()) + " or longer, the longest "
                        + TimeText.ofMillis(load.maxMs());
        return counts + delays + (load.unanswered() == 0 ? "" : "; " + load.unanswered() + " without an answer");
    }

    private String cpu() {
        Double ratio = summary.cpuRatio();
        return ratio == null ? "not known" : PercentText.of(ratio) + " of the freeze";
    }

    private static String planted(String what) {
        return " (planted: " + what + ")";
    }

    private static String time(@Nullable Double millis, String otherwise) {
        return millis == null ? otherwise : TimeText.ofMillis(millis);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String fact(String name, String value) {
        return String.format(Locale.ROOT, "  %-23s %s", name, value);
    }
}
