package dev.holter.collector.exposition;

import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Histogram;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.ProcessState;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.domain.StallTotal;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the probes reported, as metrics: a pure function of the processes, their incidents and the time.
 *
 * <p>What is reported is what is shown. A stall's age, and busy time, are those of the last report, which is
 * {@code eventloop_probe_report_age_seconds} old, and are not extrapolated: a process that fell silent may run
 * again since. Counters and histograms outlive the connection, so that a rate over its end is right;
 * gauges of loops do not, since nobody knows them any more.
 *
 * <p><b>Which causes are shown at zero.</b> A series that appears with the value 1 has no rate: the first
 * stall of a cause would be missed. All 14 causes at zero would be 28 series for a loop that never
 * stalled, more than all its other series together. The seven that a stack shows are always there, as
 * these are what a rule on a rate is written for; the others appear with their first stall. For
 * pauses of a process, of which there is one set for all its loops, every cause is always there.
 */
final class LoopSnapshots {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Set<Cause> SHOWN_AT_ZERO =
            EnumSet.of(Cause.UNKNOWN, Cause.SOCKET, Cause.FILE, Cause.SLEEP, Cause.LOCK, Cause.WAIT, Cause.CPU);
    private static final Set<Cause> PAUSES =
            EnumSet.of(Cause.GC, Cause.SAFEPOINT, Cause.STARVED, Cause.SUSPENDED, Cause.UNKNOWN);

    private static final List<Cause> CAUSES_BY_LABEL = Arrays.stream(Cause.values())
            .sorted(Comparator.comparing(Cause::label))
            .toList();
    private static final StallTotal NO_STALL = new StallTotal(0, 0);

    private final FamilyPoints points = new FamilyPoints();
    private final List<ReportedLoop> loops = new ArrayList<>();
    private final IncidentExemplars exemplars;
    private final Instant now;

    private LoopSnapshots(List<Incident> incidents, Instant now) {
        this.exemplars = new IncidentExemplars(incidents);
        this.now = now;
    }

    /**
     * All families that have a value.
     *
     * @param incidents newest first
     */
    static MetricSnapshots of(List<ProcessStatus> processes, List<Incident> incidents, Instant now) {
        LoopSnapshots snapshots = new LoopSnapshots(incidents, now);
        processes.forEach(snapshots::add);
        snapshots.addLoops();
        return snapshots.points.snapshots();
    }

    private void add(ProcessStatus status) {
        ProcessKey key = status.identity().key();
        Labels labels = Labels.of("service", key.service(), "process", key.process());
        points.gauge(LoopMetric.PROBE_UP, labels, status.up() ? 1 : 0);
        points.gauge(LoopMetric.PROBE_REPORT_AGE, labels, secondsSince(status.lastReportAt()));
        status.state().ifPresent(state -> {
            addProcess(state, labels, status.identity().startedAt().toEpochMilli());
            state.loops().forEach(loop -> loops.add(ReportedLoop.of(loop, status)));
        });
    }

    /**
     * Adds the loops in the order into which client_java sorts the points of every family: sorting
     * what is sorted already costs it little, and is much of a scrape of many loops otherwise.
     */
    private void addLoops() {
        loops.sort(ReportedLoop.BY_LABELS);
        for (ReportedLoop loop : loops) {
            addCounters(loop);
            points.histogram(
                    LoopMetric.LAG,
                    histogram(
                            loop, loop.state().lag(), exemplars.of(loop.state().key(), loop.startedAt())));
            loop.state().callbacks().ifPresent(callbacks -> addCallbacks(loop, callbacks));
            if (loop.up()) {
                addGauges(loop.state(), loop.labels());
            }
        }
        for (Cause cause : CAUSES_BY_LABEL) {
            loops.forEach(loop -> addStalls(loop, cause));
        }
    }

    private void addProcess(ProcessState state, Labels labels, long created) {
        state.cpuNanos()
                .ifPresent(nanos -> points.counter(LoopMetric.PROCESS_CPU, labels, nanos / NANOS_PER_SECOND, created));
        for (Cause cause : PAUSES) {
            long nanos = state.pauseNanos().getOrDefault(cause, 0L);
            Labels withCause = labels.add("cause", cause.label());
            points.counter(LoopMetric.PROCESS_PAUSE, withCause, nanos / NANOS_PER_SECOND, created);
        }
        state.drops()
                .forEach((what, count) ->
                        points.counter(LoopMetric.PROBE_DROPPED, labels.add("what", what), (double) count, created));
    }

    private void addCounters(ReportedLoop loop) {
        LoopState state = loop.state();
        Labels labels = loop.labels();
        long created = loop.createdMillis();
        points.counter(LoopMetric.HEARTBEATS, labels, (double) state.heartbeats(), created);
        state.runDelayNanos()
                .ifPresent(nanos -> points.counter(LoopMetric.RUN_DELAY, labels, nanos / NANOS_PER_SECOND, created));
        state.cpuNanos().ifPresent(nanos -> points.counter(LoopMetric.CPU, labels, nanos / NANOS_PER_SECOND, created));
        state.requestsStarted()
                .ifPresent(started -> points.counter(LoopMetric.REQUESTS, labels, (double) started, created));
    }

    private void addStalls(ReportedLoop loop, Cause cause) {
        StallTotal total = loop.state().stalls().get(cause);
        if (total == null && !SHOWN_AT_ZERO.contains(cause)) {
            return;
        }
        StallTotal shown = total == null ? NO_STALL : total;
        Labels labels = loop.labels(cause);
        points.counter(LoopMetric.STALLS, labels, (double) shown.count(), loop.createdMillis());
        points.counter(LoopMetric.STALL_SECONDS, labels, shown.totalNanos() / NANOS_PER_SECOND, loop.createdMillis());
    }

    private void addGauges(LoopState loop, Labels labels) {
        points.gauge(LoopMetric.STALLED, labels, loop.stallAgeNanos().isPresent() ? 1 : 0);
        points.gauge(LoopMetric.STALL_AGE, labels, loop.stallAgeNanos().orElse(0) / NANOS_PER_SECOND);
        loop.tasksPending().ifPresent(pending -> points.gauge(LoopMetric.TASKS_PENDING, labels, (double) pending));
        loop.tasksLive().ifPresent(live -> points.gauge(LoopMetric.TASKS_LIVE, labels, (double) live));
        loop.requestsStarted()
                .ifPresent(started -> points.gauge(LoopMetric.REQUESTS_IN_FLIGHT, labels, (double)
                        (started - loop.requestsFinished().orElse(0))));
    }

    private void addCallbacks(ReportedLoop loop, CallbackState callbacks) {
        Labels labels = loop.labels();
        long created = loop.createdMillis();
        points.histogram(LoopMetric.CALLBACK_DURATION, histogram(loop, callbacks.duration(), Exemplars.EMPTY));
        points.histogram(LoopMetric.TIMER_LATENESS, histogram(loop, callbacks.timerLateness(), Exemplars.EMPTY));
        points.counter(LoopMetric.SLOW_CALLBACKS, labels, (double) callbacks.slow(), created);
        points.counter(LoopMetric.BUSY, labels, callbacks.busyNanos() / NANOS_PER_SECOND, created);
    }

    private static HistogramDataPointSnapshot histogram(ReportedLoop loop, Histogram values, Exemplars exemplars) {
        NativeBuckets nativeBuckets = NativeBuckets.of(values);
        return new HistogramDataPointSnapshot(
                ClassicBuckets.of(values),
                nativeBuckets.schema(),
                values.zeroCount(),
                values.zeroThreshold(),
                nativeBuckets.buckets(),
                NativeHistogramBuckets.EMPTY,
                values.sum(),
                loop.labels(),
                exemplars,
                loop.createdMillis());
    }

    private double secondsSince(Instant instant) {
        return Math.max(0, Duration.between(instant, now).toNanos()) / NANOS_PER_SECOND;
    }
}
