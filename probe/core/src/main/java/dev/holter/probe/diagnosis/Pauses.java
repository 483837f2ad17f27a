package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When the whole process did not run: what the watchdog noticed by its own lateness, with the times
 * and reasons that the JVM recorded.
 */
final class Pauses {
    /** What stops every thread. A throttled process may still run one of its threads. */
    static final Set<Cause> STOP_EVERYBODY = EnumSet.of(Cause.GC, Cause.SAFEPOINT, Cause.SUSPENDED);

    /** A stopped thread uses no CPU time; clocks that differ a little are no contradiction. */
    private static final double CLOCK_TOLERANCE = 1.1;

    private Pauses() {}

    /** Oldest first, none over another; none at all where the thread ran on beside them. */
    static List<ProcessPause> of(StallEvidence evidence) {
        List<ProcessPause> pauses = recorded(evidence);
        List<Span> taken = pauses.stream().map(ProcessPause::span).toList();
        List<ProcessPause> all = new ArrayList<>(pauses);
        for (ProcessPause seen : evidence.pauses()) {
            Cause cause = reason(seen, pauses).orElse(seen.cause());
            for (Span rest : seen.span().without(taken)) {
                all.add(new ProcessPause(rest.from(), rest.to(), cause));
            }
        }
        all.sort(Comparator.comparingLong(ProcessPause::fromNanos));
        return isContradicted(evidence, all) ? List.of() : all;
    }

    private static List<ProcessPause> recorded(StallEvidence evidence) {
        List<ProcessPause> recorded = new ArrayList<>();
        List<Span> taken = new ArrayList<>();
        // A collection lies within the safepoint that it needs.
        List<Occurrence> stops = evidence.occurrences().stream()
                .filter(one -> one.ofProcess() && STOP_EVERYBODY.contains(one.cause()))
                .sorted(Comparator.comparing(one -> one.cause() != Cause.GC))
                .toList();
        for (Occurrence stop : stops) {
            for (Span rest : evidence.clip(stop).without(taken)) {
                taken.add(rest);
                recorded.add(new ProcessPause(rest.from(), rest.to(), stop.cause()));
            }
        }
        return recorded;
    }

    /**
     * The thread computed throughout, while others did not run: it was what they waited for, or the one that had
     * the processor.
     */
    private static boolean isContradicted(StallEvidence evidence, List<ProcessPause> pauses) {
        long ranNanos = evidence.durationNanos()
                - pauses.stream().mapToLong(ProcessPause::nanos).sum();
        long cpuNanos = evidence.cpuNanos().orElse(0);
        return cpuNanos > ranNanos * CLOCK_TOLERANCE && cpuNanos >= Diagnosis.COMPUTING * evidence.durationNanos();
    }

    /** What the JVM recorded of most of a pause. */
    private static Optional<Cause> reason(ProcessPause seen, List<ProcessPause> recorded) {
        return recorded.stream()
                .filter(one -> one.span().within(seen.span()).nanos() * 2 >= seen.nanos())
                .map(ProcessPause::cause)
                .findFirst();
    }
}
