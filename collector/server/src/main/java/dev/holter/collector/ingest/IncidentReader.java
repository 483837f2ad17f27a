package dev.holter.collector.ingest;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.StackFrame;
import dev.holter.collector.domain.StackSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads an incident. Safe for any thread. */
final class IncidentReader {
    private static final int SAMPLES = 64;
    private static final int FRAMES = 1024;
    private static final int DETAILS = 64;
    private static final int EVIDENCE = 64;
    private static final int NAME = 1000;
    private static final int TEXT = 4000;

    private final int byteLimit;

    IncidentReader(IngestLimits limits) {
        this.byteLimit = limits.incidentBytes();
    }

    Incident read(dev.holter.wire.v1.Incident wire, ProcessKey process, Instant now) {
        if (wire.getSerializedSize() > byteLimit) {
            throw new BrokenRule(Rejection.tooLong("incident", wire.getSerializedSize(), byteLimit));
        }
        return new Incident(
                Rules.identifier("incident.id", wire.getId(), 64),
                Rules.positive("incident.revision", wire.getRevision()),
                new LoopKey(process, Rules.name("incident.loop", wire.getLoop(), 200)),
                Rules.name("incident.kind", wire.getKind(), 64),
                wire.getOpen(),
                StateReader.instant("incident.started_at_unix_nanos", wire.getStartedAtUnixNanos()),
                Rules.notNegative("incident.duration_nanos", wire.getDurationNanos()),
                now,
                now,
                CauseReader.read("incident.cause", wire.getCause()),
                Rules.share("incident.confidence", wire.getConfidence()),
                wire.hasCulprit() ? Optional.of(frame("incident.culprit", wire.getCulprit())) : Optional.empty(),
                details(wire.getDetailsMap()),
                cpuRatio(wire),
                Rules.notNegative("incident.process_cpu_ratio", wire.hasProcessCpuRatio(), wire.getProcessCpuRatio()),
                demand(wire.getDemand()),
                samples(wire.getSamplesList()),
                evidence(wire.getEvidenceList()));
    }

    private static OptionalDouble cpuRatio(dev.holter.wire.v1.Incident wire) {
        return wire.hasCpuRatio()
                ? OptionalDouble.of(Rules.share("incident.cpu_ratio", wire.getCpuRatio()))
                : OptionalDouble.empty();
    }

    private static Demand demand(dev.holter.wire.v1.Demand wire) {
        return new Demand(
                Rules.notNegative(
                        "incident.demand.requests_per_second",
                        wire.hasRequestsPerSecond(),
                        wire.getRequestsPerSecond()),
                Rules.notNegative("incident.demand.in_flight", wire.hasInFlight(), wire.getInFlight()),
                Rules.notNegative("incident.demand.pending", wire.hasPending(), wire.getPending()));
    }

    private static Map<String, String> details(Map<String, String> wire) {
        Rules.atMost("incident.details", wire.size(), DETAILS);
        Map<String, String> details = HashMap.newHashMap(wire.size());
        wire.forEach((name, value) -> details.put(
                Rules.snakeCase("incident.details", name, 64), Rules.prose("incident.details." + name, value, TEXT)));
        return details;
    }

    private static List<StackSample> samples(List<dev.holter.wire.v1.StackSample> wire) {
        Rules.atMost("incident.samples", wire.size(), SAMPLES);
        List<StackSample> samples = new ArrayList<>(wire.size());
        for (dev.holter.wire.v1.StackSample sample : wire) {
            samples.add(new StackSample(
                    Rules.notNegative("incident.samples.at_nanos", sample.getAtNanos()),
                    Rules.name("incident.samples.state", sample.getState(), 64),
                    Rules.notNegative("incident.samples.cpu_nanos", sample.hasCpuNanos(), sample.getCpuNanos()),
                    frames(sample.getFramesList())));
        }
        return samples;
    }

    private static List<StackFrame> frames(List<dev.holter.wire.v1.StackFrame> wire) {
        Rules.atMost("incident.samples.frames", wire.size(), FRAMES);
        List<StackFrame> frames = new ArrayList<>(wire.size());
        for (dev.holter.wire.v1.StackFrame frame : wire) {
            frames.add(frame("incident.samples.frames", frame));
        }
        return frames;
    }

    private static StackFrame frame(String field, dev.holter.wire.v1.StackFrame wire) {
        if (wire.getLine() < -1) {
            throw new BrokenRule(Rejection.invalid(field + ".line", "has to be -1, 0 or a line: " + wire.getLine()));
        }
        return new StackFrame(
                Rules.name(field + ".class_name", wire.getClassName(), NAME),
                Rules.name(field + ".method", wire.getMethod(), NAME),
                Rules.text(field + ".file", wire.getFile(), NAME),
                wire.getLine());
    }

    private static List<String> evidence(List<String> wire) {
        Rules.atMost("incident.evidence", wire.size(), EVIDENCE);
        for (String sentence : wire) {
            Rules.prose("incident.evidence", sentence, TEXT);
        }
        return List.copyOf(wire);
    }
}
