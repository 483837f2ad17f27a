package dev.holter.cli.text;

import dev.holter.cli.api.FrameView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.api.IncidentView.DemandView;
import dev.holter.cli.api.IncidentView.SampleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One incident in plain words, for somebody who has to act on it. */
public final class IncidentText {
    private static final Map<String, String> CAUSES = Map.ofEntries(
            Map.entry("socket", "blocked in a network call"),
            Map.entry("file", "blocked in reading or writing a file"),
            Map.entry("process", "blocked in a child process"),
            Map.entry("sleep", "asleep"),
            Map.entry("lock", "waiting for a lock that another thread holds"),
            Map.entry("wait", "waiting for another thread's result"),
            Map.entry("native", "blocked in native code"),
            Map.entry("cpu", "computing"),
            Map.entry("backlog", "running many callbacks, none of them slow"),
            Map.entry("gc", "stopped for garbage collection"),
            Map.entry("safepoint", "stopped by the JVM"),
            Map.entry("starved", "ready to run and given no processor"),
            Map.entry("suspended", "stopped with its whole process"),
            Map.entry("unknown", "not running, for a reason that could not be shown"));

    private final IncidentView incident;
    private final List<String> lines = new ArrayList<>();

    private IncidentText(IncidentView incident) {
        this.incident = incident;
    }

    /** The incident, a line each, without line ends. */
    public static List<String> lines(IncidentView incident) {
        IncidentText text = new IncidentText(incident);
        text.headline();
        text.culprit();
        text.facts();
        text.evidence();
        text.stack();
        return text.lines;
    }

    /** What the loop's thread is doing, as {@code blocked in a network call}. */
    public static String cause(String label) {
        return CAUSES.getOrDefault(label, label);
    }

    private void headline() {
        String duration = TimeText.ofMillis(incident.durationMs());
        String where = "Loop " + incident.loop() + " of " + incident.service() + " (" + incident.process() + ", "
                + incident.kind() + ")";
        lines.add(
                incident.open()
                        ? where + " has been frozen for " + duration + ", since " + incident.startedAt() + "."
                        : where + " was frozen for " + duration + ", from " + incident.startedAt() + " on.");
        lines.add("Its thread " + (incident.open() ? "is " : "was ") + cause(incident.cause()) + " (" + incident.cause()
                + ", confidence " + PercentText.of(incident.confidence()) + ").");
    }

    private void culprit() {
        FrameView culprit = incident.culprit();
        lines.add(culprit == null ? "No frame of application code is on its stack." : "Called from " + culprit);
    }

    private void facts() {
        lines.add("");
        DemandView demand = incident.demand();
        if (demand != null) {
            demand(demand);
        }
        Double cpu = incident.cpuRatio();
        if (cpu != null) {
            fact("CPU of the thread", PercentText.of(cpu) + " of the time");
        }
        Map<String, String> detail = incident.detail();
        if (detail != null) {
            new TreeMap<>(detail).forEach((name, value) -> fact(name.replace('_', ' '), value));
        }
    }

    private void demand(DemandView demand) {
        if (demand.requestsPerSecond() != null) {
            fact("requests before it", String.format(Locale.ROOT, "%.0f a second", demand.requestsPerSecond()));
        }
        if (demand.inFlight() != null) {
            fact("requests in flight", demand.inFlight().toString());
        }
        if (demand.pending() != null) {
            fact("tasks queued", demand.pending().toString());
        }
    }

    private void fact(String name, String value) {
        lines.add(String.format(Locale.ROOT, "  %-19s %s", name, value));
    }

    private void evidence() {
        List<String> evidence = incident.evidence();
        if (evidence != null && !evidence.isEmpty()) {
            lines.add("");
            lines.add("Evidence");
            evidence.forEach(sentence -> lines.add("  - " + sentence));
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
}
