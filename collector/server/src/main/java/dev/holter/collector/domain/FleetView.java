package dev.holter.collector.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at one time: what rules look at.
 *
 * <p>A report and an incident of the same loop may disagree, since one is older than the other. The
 * probe's clock decides, which stamps both: the later one is right, except that a stall that began
 * before a closed incident ended is that incident's, and is over.
 *
 * @param now by the collector's clock
 * @param processes all that are known, connected or not
 * @param latestIncidents of each loop that has any, the incident that started last
 */
public record FleetView(Instant now, List<ProcessView> processes, Map<LoopKey, Incident> latestIncidents) {

    /** Every loop of a connected process that is stalled now. */
    public List<Stall> stalls() {
        List<Stall> stalls = new ArrayList<>();
        Map<ProcessKey, List<Incident>> incidents = openIncidents();
        for (ProcessView process : processes) {
            if (process.status().up()) {
                List<Incident> open =
                        incidents.getOrDefault(process.status().identity().key(), List.of());
                addStalls(process, open, stalls);
            }
        }
        return stalls;
    }

    private Map<ProcessKey, List<Incident>> openIncidents() {
        Map<ProcessKey, List<Incident>> open = new HashMap<>();
        for (Incident incident : latestIncidents.values()) {
            if (incident.open()) {
                open.computeIfAbsent(incident.loop().process(), key -> new ArrayList<>())
                        .add(incident);
            }
        }
        return open;
    }

    private void addStalls(ProcessView process, Collection<Incident> open, List<Stall> stalls) {
        List<LoopKey> reported = new ArrayList<>();
        for (LoopView loop : process.loops()) {
            LoopState state = loop.state();
            Incident incident =
                    open.isEmpty() && state.stallAgeNanos().isEmpty() ? null : latestIncidents.get(state.key());
            if (incident != null) {
                reported.add(state.key());
            }
            if (isStalled(process.status(), state, incident)) {
                stalls.add(stall(process.status(), loop, incident != null && incident.open() ? incident : null));
            }
        }
        for (Incident incident : open) {
            if (!reported.contains(incident.loop())) {
                stalls.add(stall(incident));
            }
        }
    }

    private static boolean isStalled(ProcessStatus status, LoopState state, @Nullable Incident incident) {
        boolean reportedStalled = state.stallAgeNanos().isPresent();
        if (incident == null) {
            return reportedStalled;
        }
        Instant takenAt = status.state().map(ProcessState::takenAt).orElse(Instant.MIN);
        if (!takenAt.isAfter(incident.asOf())) {
            return incident.open();
        }
        return reportedStalled
                && (incident.open()
                        || !takenAt.minusNanos(state.stallAgeNanos().getAsLong())
                                .isBefore(incident.asOf()));
    }

    private Stall stall(ProcessStatus status, LoopView loop, @Nullable Incident incident) {
        LoopState state = loop.state();
        Duration byReport = state.stallAgeNanos().isPresent()
                ? ageNow(state.stallAgeNanos().getAsLong(), status.lastReportAt())
                : Duration.ZERO;
        Duration byIncident = incident == null ? Duration.ZERO : ageNow(incident.durationNanos(), incident.updatedAt());
        Duration age = byReport.compareTo(byIncident) > 0 ? byReport : byIncident;
        OptionalDouble measured = incident == null ? OptionalDouble.empty() : incident.cpuRatio();
        OptionalDouble cpuShare =
                measured.isPresent() ? measured : loop.window().cpuShareSince(now.minus(age));
        return new Stall(state.key(), state.kind(), age, Optional.ofNullable(incident), Optional.of(state), cpuShare);
    }

    /** A stall of a loop that no report has named yet. */
    private Stall stall(Incident incident) {
        return new Stall(
                incident.loop(),
                incident.kind(),
                ageNow(incident.durationNanos(), incident.updatedAt()),
                Optional.of(incident),
                Optional.empty(),
                incident.cpuRatio());
    }

    private Duration ageNow(long reportedNanos, Instant heardAt) {
        Duration since = Duration.between(heardAt, now);
        return Duration.ofNanos(reportedNanos).plus(since.isNegative() ? Duration.ZERO : since);
    }
}
