package dev.holter.cli.text;

import dev.holter.cli.api.FrameView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.IncidentView.BlockerView;
import dev.holter.cli.api.IncidentView.DemandView;
import dev.holter.cli.api.IncidentView.PartView;
import dev.holter.cli.api.IncidentView.SampleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One incident in plain words, for somebody who has to act on it. */
public final class IncidentText {
    private final IncidentView incident;
    private final List<String> lines = new ArrayList<>();

    private IncidentText(IncidentView incident) {
        this.incident = incident;
    }

    /** The incident, a line each, without line ends. */
    public static List<String> lines(IncidentView incident) {
        IncidentText text = new IncidentText(incident);
        text.headline();
        text.facts();
        text.list("What helps", incident.advice());
        text.list("Evidence", incident.evidence());
        text.stack();
        text.blocker();
        return text.lines;
    }

    private void headline() {
        String summary = incident.summaryOrWhere();
        lines.add(summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".");
        lines.add("");
    }

    private void facts() {
        fact("since", incident.startedAt() + (incident.open() ? ", and still" : ""));
        fact("process", incident.process() + " (" + incident.kind() + ")");
        fact("cause", incident.cause() + ", confidence " + PercentText.of(incident.confidence()));
        parts();
        FrameView culprit = incident.culprit();
        fact("where", culprit == null ? "no frame of application code is on its stack" : culprit.toString());
        Map<String, String> detail = incident.detail();
        if (detail != null) {
            new TreeMap<>(detail).forEach((name, value) -> fact(name.replace('_', ' '), value));
        }
        DemandView demand = incident.demand();
        if (demand != null) {
            demand(demand);
        }
        Double cpu = incident.cpuRatio();
        if (cpu != null) {
            fact("CPU of the thread", PercentText.of(cpu) + " of the time");
        }
    }

    private void parts() {
        List<PartView> parts = incident.parts();
        if (parts != null) {
            parts.forEach(part -> fact("  of it", TimeText.ofMillis(part.durationMs()) + " " + part.causeWords()));
        }
    }

    private void demand(DemandView demand) {
        if (demand.inFlight() != null) {
            fact("requests in flight", demand.inFlight().toString());
        }
        if (demand.pending() != null) {
            fact("callbacks queued", demand.pending().toString());
        }
        if (demand.requestsPerSecond() != null) {
            fact("requests before it", String.format(Locale.ROOT, "%.0f a second", demand.requestsPerSecond()));
        }
    }

    private void fact(String name, String value) {
        lines.add(String.format(Locale.ROOT, "  %-19s %s", name, value));
    }

    private void list(String heading, @Nullable List<String> sentences) {
        if (sentences != null && !sentences.isEmpty()) {
            lines.add("");
            lines.add(heading);
            sentences.forEach(sentence -> lines.add("  - " + sentence));
        }
    }

    private void stack() {
        List<SampleView> samples = incident.samples();
        if (samples == null || samples.isEmpty()) {
            return;
        }
        SampleView last = samples.getLast();
        lines.add("");
        lines.add("Stack " + TimeText.ofMillis(last.atMs()) + " into it, the last of " + samples.size()
                + (samples.size() == 1 ? " sample" : " samples") + " (" + last.state() + ")");
        lines.addAll(new StackFolding(incident.culprit()).lines(last.frames()));
    }

    private void blocker() {
        BlockerView blocker = incident.blocker();
        if (blocker != null) {
            lines.add("");
            lines.add("Thread \"" + blocker.thread() + "\", which it waits for (" + blocker.state() + ")");
            lines.addAll(new StackFolding(null).lines(blocker.frames()));
        }
    }
}
