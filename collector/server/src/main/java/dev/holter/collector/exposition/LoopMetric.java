package dev.holter.collector.exposition;

import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The families of {@link LoopMetrics}, one sentence each. */
@SuppressWarnings("ImmutableEnumChecker") // metadata and lists that nobody can change, of types that do not say so
enum LoopMetric {
    LAG(
            MetricType.HISTOGRAM,
            "eventloop_lag_seconds",
            Labelling.LOOP,
            "How late each heartbeat ran on its loop, those included that a late one kept from being scheduled."),
    CALLBACK_DURATION(
            MetricType.HISTOGRAM,
            "eventloop_callback_duration_seconds",
            Labelling.LOOP,
            "How long each callback of the loop took."),
    TIMER_LATENESS(
            MetricType.HISTOGRAM,
            "eventloop_timer_lateness_seconds",
            Labelling.LOOP,
            "How late each of the loop's own timers fired."),
    STALLED(MetricType.GAUGE, "eventloop_stalled", Labelling.LOOP, "1 while the loop is stalled, 0 while it runs."),
    STALL_AGE(
            MetricType.GAUGE,
            "eventloop_stall_age_seconds",
            Labelling.LOOP,
            "How long the loop had been stalled when its probe last reported; 0 while it runs."),
    TASKS_PENDING(
            MetricType.GAUGE, "eventloop_tasks_pending", Labelling.LOOP, "Callbacks that are queued and not started."),
    TASKS_LIVE(
            MetricType.GAUGE,
            "eventloop_tasks_live",
            Labelling.LOOP,
            "Tasks or coroutines that were started and have not finished."),
    REQUESTS_IN_FLIGHT(
            MetricType.GAUGE,
            "eventloop_requests_in_flight",
            Labelling.LOOP,
            "Requests that were started on the loop and are not finished."),
    HEARTBEATS(MetricType.COUNTER, "eventloop_heartbeats", Labelling.LOOP, "Heartbeats that ran on the loop."),
    SLOW_CALLBACKS(
            MetricType.COUNTER,
            "eventloop_slow_callbacks",
            Labelling.LOOP,
            "Callbacks that took as long as a slow one or longer."),
    STALLS(MetricType.COUNTER, "eventloop_stalls", Labelling.LOOP_CAUSE, "Stalls that ended, by cause."),
    STALL_SECONDS(
            MetricType.COUNTER,
            "eventloop_stall_seconds",
            Labelling.LOOP_CAUSE,
            "Time in which the loop was stalled, by cause; grows during a stall."),
    BUSY(
            MetricType.COUNTER,
            "eventloop_busy_seconds",
            Labelling.LOOP,
            "Time that the loop spent in callbacks; grows during one that does not end."),
    RUN_DELAY(
            MetricType.COUNTER,
            "eventloop_run_delay_seconds",
            Labelling.LOOP,
            "Time in which the loop's own thread was ready to run and had no processor."),
    CPU(MetricType.COUNTER, "eventloop_cpu_seconds", Labelling.LOOP, "CPU time of the loop's own thread."),
    REQUESTS(MetricType.COUNTER, "eventloop_requests", Labelling.LOOP, "Requests that were started on the loop."),
    PROCESS_CPU(
            MetricType.COUNTER,
            "eventloop_process_cpu_seconds",
            Labelling.PROCESS,
            "CPU time of the whole process, of all its threads."),
    PROCESS_PAUSE(
            MetricType.COUNTER,
            "eventloop_process_pause_seconds",
            Labelling.PROCESS_CAUSE,
            "Time in which the process as a whole did not run, by cause."),
    PROBE_DROPPED(
            MetricType.COUNTER,
            "eventloop_probe_dropped",
            Labelling.PROCESS_WHAT,
            "What the probe gave up to stay within its bounds, by kind; zero means that nothing was lost."),
    PROBE_UP(
            MetricType.GAUGE,
            "eventloop_probe_up",
            Labelling.PROCESS,
            "1 while the probe's connection is there, 0 after it has ended."),
    PROBE_REPORT_AGE(
            MetricType.GAUGE,
            "eventloop_probe_report_age_seconds",
            Labelling.PROCESS,
            "Time since the probe last reported, by the collector's clock.");

    private final MetricType type;
    private final Labelling labelling;
    private final MetricMetadata metadata;

    LoopMetric(MetricType type, String name, Labelling labelling, String help) {
        this.type = type;
        this.labelling = labelling;
        this.metadata = new MetricMetadata(name, help, unitOf(name));
    }

    MetricType type() {
        return type;
    }

    MetricMetadata metadata() {
        return metadata;
    }

    /** What the registry checks for clashes when a collector is registered, before there is any data. */
    MetricFamilyDescriptor descriptor() {
        return MetricFamilyDescriptor.of(type, metadata, labelling.names);
    }

    private static @Nullable Unit unitOf(String name) {
        return name.endsWith("_seconds") ? Unit.SECONDS : null;
    }

    /** Which labels a family has. */
    private enum Labelling {
        LOOP("service", "process", "loop", "kind"),
        LOOP_CAUSE("service", "process", "loop", "kind", "cause"),
        PROCESS("service", "process"),
        PROCESS_CAUSE("service", "process", "cause"),
        PROCESS_WHAT("service", "process", "what");

        private final List<String> names;

        Labelling(String... names) {
            this.names = List.of(names);
        }
    }
}
