package dev.holter.collector.explain;

import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An incident in one line: what stands still, for how long, doing what, and in whose line of code. */
public final class IncidentSummary {
    private IncidentSummary() {}

    /**
     * As of this revision: {@code loop http-1 of checkout stood still for 2.5 s (2.1 s in a network call,
     * 0.4 s in a garbage collection), at Upstream.call (Upstream.java:42)}.
     */
    public static String of(Incident incident) {
        String duration = DurationText.of(incident.durationNanos());
        String loop = "loop " + incident.loop().loop() + " of "
                + incident.loop().process().service();
        return loop
                + (incident.open() ? " stands still, for " + duration + " so far" : " stood still for " + duration)
                + (incident.parts().size() > 1 ? parts(incident) : ", " + CauseWords.of(incident))
                + incident.culprit().map(IncidentSummary::at).orElse("");
    }

    /**
     * Who is delayed, or was: {@code with 3 requests in flight and 12 queued callbacks waiting for it}; empty where
     * nobody is known to be.
     */
    public static Optional<String> delayed(Incident incident) {
        return counts(incident.demand())
                .map(who -> incident.open() ? "with " + who + " waiting for it" : "while " + who + " waited for it");
    }

    private static Optional<String> counts(Demand demand) {
        List<String> waiting = new ArrayList<>();
        demand.inFlight().ifPresent(count -> addCount(waiting, count, "request", " in flight"));
        demand.pending().ifPresent(count -> addCount(waiting, count, "queued callback", ""));
        return waiting.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", waiting));
    }

    private static void addCount(List<String> waiting, long count, String one, String how) {
        if (count > 0) {
            waiting.add(count + " " + one + (count == 1 ? "" : "s") + how);
        }
    }

    private static String parts(Incident incident) {
        return incident.parts().stream()
                .map(part -> DurationText.of(part.nanos()) + " " + CauseWords.of(part.cause()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String at(StackFrame culprit) {
        return ", at " + culprit.place();
    }
}
