package dev.holter.collector.ingest;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.ProcessIdentity;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.ProcessState;
import dev.holter.wire.v1.Introduction;
import dev.holter.wire.v1.StateReport;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Turns messages of the wire into what the domain knows, and holds each against the rules that
 * probe.proto states and the collector's limits. What one message says about another, as that a counter
 * never falls, is for the fleet to check. Safe for any thread.
 */
final class WireReader {
    private static final int PROSE = 200;

    private final StateReader states;
    private final IncidentReader incidents;

    WireReader(IngestLimits limits) {
        this.states = new StateReader(limits);
        this.incidents = new IncidentReader(limits);
    }

    Reading<ProcessIdentity> introduction(Introduction wire) {
        return reading(() -> new ProcessIdentity(
                new ProcessKey(
                        Rules.name("introduction.service", wire.getService(), 200),
                        Rules.name("introduction.process", wire.getProcess(), 200)),
                Rules.name("introduction.run_id", wire.getRunId(), 64),
                StateReader.instant("introduction.started_at_unix_nanos", wire.getStartedAtUnixNanos()),
                Rules.notNegative("introduction.pid", wire.getPid()),
                Rules.text("introduction.host", wire.getHost(), PROSE),
                Rules.text("introduction.runtime", wire.getRuntime(), PROSE),
                Rules.text("introduction.probe_version", wire.getProbeVersion(), PROSE),
                interval("introduction.heartbeat_interval_nanos", wire.getHeartbeatIntervalNanos()),
                interval("introduction.stall_threshold_nanos", wire.getStallThresholdNanos()),
                interval("introduction.report_interval_nanos", wire.getReportIntervalNanos())));
    }

    Reading<ProcessState> state(StateReport wire, ProcessKey process) {
        return reading(() -> states.read(wire, process));
    }

    Reading<Incident> incident(dev.holter.wire.v1.Incident wire, ProcessKey process, Instant now) {
        return reading(() -> incidents.read(wire, process, now));
    }

    private static Duration interval(String field, long nanos) {
        return Duration.ofNanos(Rules.positive(field, nanos));
    }

    private static <T> Reading<T> reading(Supplier<T> reader) {
        try {
            return new Reading.Valid<>(reader.get());
        } catch (BrokenRule e) {
            return new Reading.Invalid<>(e.rejection());
        }
    }
}
