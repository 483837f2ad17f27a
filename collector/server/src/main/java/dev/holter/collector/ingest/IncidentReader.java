package dev.holter.collector.ingest;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Demand;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.StallPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads an incident. Safe for any thread. */
final class IncidentReader {
    private static final int DETAILS = 64;
    private static final int EVIDENCE = 64;
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
                wire.hasCulprit()
                        ? Optional.of(StackReader.frame("incident.culprit", wire.getCulprit()))
                        : Optional.empty(),
                details(wire.getDetailsMap()),
                cpuRatio(wire),
                Rules.notNegative("incident.process_cpu_ratio", wire.hasProcessCpuRatio(), wire.getProcessCpuRatio()),
                demand(wire.getDemand()),
                StackReader.samples(wire.getSamplesList()),
                evidence(wire.getEvidenceList()),
                parts(wire.getPartsList()),
                wire.hasBlocker() ? Optional.of(StackReader.blocker(wire.getBlocker())) : Optional.empty());
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

    private static List<StallPart> parts(List<dev.holter.wire.v1.StallPart> wire) {
        List<StallPart> parts = new ArrayList<>(wire.size());
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        long longest = Long.MAX_VALUE;
        for (dev.holter.wire.v1.StallPart part : wire) {
            Cause cause = CauseReader.read("incident.parts.cause", part.getCause());
            long nanos = Rules.positive("incident.parts.total_nanos", part.getTotalNanos());
            Rules.firstOfItsName("incident.parts.cause", causes.add(cause), cause.label());
            Rules.longestFirst("incident.parts", nanos, longest);
            longest = nanos;
            parts.add(new StallPart(cause, nanos));
        }
        return parts;
    }

    private static List<String> evidence(List<String> wire) {
        Rules.atMost("incident.evidence", wire.size(), EVIDENCE);
        for (String sentence : wire) {
            Rules.prose("incident.evidence", sentence, TEXT);
        }
        return List.copyOf(wire);
    }
}
