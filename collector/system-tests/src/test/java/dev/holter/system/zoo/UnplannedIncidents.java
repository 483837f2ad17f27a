package dev.holter.system.zoo;

import dev.holter.system.zoo.Unplanned.Kind;
import dev.holter.system.zoo.ZooKeeper.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges what was said where nothing was planned, in one run: while the service started and during visits. Between
 * visits the next mistake is set up and practised, for which nobody answers.
 */
final class UnplannedIncidents {
    /** What is queued behind a stall may hold the loop up a moment longer. */
    private static final long AFTERMATH_NANOS = 100_000_000;

    private final Observation observation;

    UnplannedIncidents(Observation observation) {
        this.observation = observation;
    }

    List<Unplanned> all() {
        return observation.incidents().stream()
                .filter(incident ->
                        stalls().noneMatch(stall -> stall.concerns(incident.loop()) && overlap(stall, incident)))
                .map(this::judge)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Unplanned> judge(SeenIncident incident) {
        if (incident.interval().startNanos() < observation.truth().readyNanos()) {
            return Optional.of(new Unplanned(
                    observation.run(),
                    "",
                    incident.accusesACallback() ? Kind.FALSE_ALARM : Kind.AT_THE_START,
                    incident));
        }
        return visited(incident)
                .map(exhibit -> new Unplanned(observation.run(), exhibit.name(), kind(exhibit, incident), incident));
    }

    /** The exhibit during whose visit an incident began; empty before, between and after visits. */
    private Optional<Exhibit> visited(SeenIncident incident) {
        long start = incident.interval().startNanos();
        return observation.truth().visits().stream()
                .filter(visit -> visit.interval().startNanos() <= start
                        && start <= visit.interval().endNanos())
                .map(visit -> observation.run().exhibit(visit.exhibit()))
                .findFirst();
    }

    private Kind kind(Exhibit exhibit, SeenIncident incident) {
        if (incident.accusesACallback()) {
            return Kind.FALSE_ALARM;
        }
        if (stalls().anyMatch(stall -> overlap(stall, incident))) {
            return Kind.BESIDE_A_STALL;
        }
        if (exhibit.isHealthy() && exhibit.causes().contains(incident.cause())) {
            return Kind.STOPPED_ON_PURPOSE;
        }
        boolean explained = !incident.cause().equals("unknown")
                && (!incident.cause().equals("starved") || incident.showsThatItCouldNotRun());
        return explained ? Kind.OF_THE_MACHINE : Kind.UNEXPLAINED;
    }

    private Stream<Truth.Stall> stalls() {
        return observation.truth().stalls().stream();
    }

    private static boolean overlap(Truth.Stall stall, SeenIncident incident) {
        return incident.interval().overlapNanos(stall.interval().widened(AFTERMATH_NANOS)) > 0;
    }
}
