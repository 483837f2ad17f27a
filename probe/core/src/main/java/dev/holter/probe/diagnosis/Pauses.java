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

    /** What the watchdog tells by CPU time alone, or not at all. */
    private static final Set<Cause> TOLD_BY_LITTLE = EnumSet.of(Cause.SUSPENDED, Cause.UNKNOWN);

    /** What the watchdog says of a pause in which the process used little CPU time, or wanted more. */
    private static final Set<Cause> HARDLY_RAN = EnumSet.of(Cause.SUSPENDED, Cause.STARVED);

    /** A stopped thread uses no CPU time; clocks that differ a little are no contradiction. */
    private static final double CLOCK_TOLERANCE = 1.1;

    private Pauses() {}

    /** Oldest first, none over another; none at all where the thread ran on beside them. */
    static List<ProcessPause> of(StallEvidence evidence) {
        List<ProcessPause> pauses = recorded(evidence);
        List<Span> taken = pauses.stream().map(ProcessPause::span).toList();
        List<ProcessPause> all = new ArrayList<>(pauses);
        boolean waitedForAProcessor = isRunDelayMostOf(evidence);
        for (ProcessPause seen : evidence.pauses()) {
            boolean isStarved = waitedForAProcessor && TOLD_BY_LITTLE.contains(seen.cause());
            Cause cause = reason(seen, pauses).orElse(isStarved ? Cause.STARVED : seen.cause());
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
                recorded.add(new ProcessPause(rest.from(), rest.to(), reason(stop, evidence)));
            }
        }
        return recorded;
    }

    /**
     * A thread that others wait for at a safepoint computes until it gets there. Where the process hardly ran meanwhile,
     * that thread had no processor.
     */
    private static Cause reason(Occurrence stop, StallEvidence evidence) {
        Span span = evidence.clip(stop);
        long hardlyRanNanos = evidence.pauses().stream()
                .filter(seen -> HARDLY_RAN.contains(seen.cause()))
                .mapToLong(seen -> seen.span().within(span).nanos())
                .sum();
        return stop.isWaitForThreads() && hardlyRanNanos * 2 > span.nanos() ? Cause.STARVED : stop.cause();
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

    /**
     * Whether the loop's thread stood in the kernel's queue for most of what is told by little, or a quota kept it from
     * running: then it was not stopped. The kernel does not say when it stood there. So nothing is concluded where what is
     * told by little is not most of the stall: on a busy host a long stall has as much of it all over.
     */
    private static boolean isRunDelayMostOf(StallEvidence evidence) {
        long starved = evidence.pausedNanos(Set.of(Cause.STARVED));
        long toldByLittle = evidence.pausedNanos(TOLD_BY_LITTLE);
        KernelAccount kernel = evidence.kernel();
        long delayNanos = Math.max(
                        kernel.runDelayNanos().orElse(0),
                        kernel.throttledNanos().orElse(0))
                - starved;
        return toldByLittle * 2 >= evidence.durationNanos() - starved && delayNanos * 2 > toldByLittle;
    }

    /** What the JVM recorded of most of a pause. */
    private static Optional<Cause> reason(ProcessPause seen, List<ProcessPause> recorded) {
        return recorded.stream()
                .filter(one -> one.span().within(seen.span()).nanos() * 2 >= seen.nanos())
                .map(ProcessPause::cause)
                .findFirst();
    }
}
