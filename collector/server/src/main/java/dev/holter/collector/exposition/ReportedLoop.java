package dev.holter.collector.exposition;

import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.ProcessStatus;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.Comparator;

/**
 * One loop with what all its series share.
 *
 * @param startedAt start time of its counters
 * @param up whether its gauges hold
 */
record ReportedLoop(LoopState state, Labels labels, Instant startedAt, long createdMillis, boolean up) {
    /** The order of {@link Labels}: by the label names' alphabet, so {@code kind} comes first. */
    static final Comparator<ReportedLoop> BY_LABELS = Comparator.comparing(ReportedLoop::labels);

    static ReportedLoop of(LoopState state, ProcessStatus status) {
        Instant startedAt = status.identity().startedAt();
        return new ReportedLoop(state, labelsOf(state), startedAt, startedAt.toEpochMilli(), status.up());
    }

    /** The loop's labels, and {@code cause}. */
    Labels labels(Cause cause) {
        return labels.add("cause", cause.label());
    }

    private static Labels labelsOf(LoopState state) {
        ProcessKey process = state.key().process();
        return Labels.of(
                "kind",
                state.kind(),
                "loop",
                state.key().loop(),
                "process",
                process.process(),
                "service",
                process.service());
    }
}
