package dev.holter.system.zoo;

import dev.holter.system.zoo.ZooKeeper.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What came of all runs. Any thread may add to it; it is read when all runs are over. */
final class Scores {
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Alarm> noise = new ArrayList<>();
    private long healthyNanos;

    /** An incident where nothing was planned. */
    record Alarm(ZooRun run, String exhibit, SeenIncident incident) {
        @Override
        public String toString() {
            return exhibit + " (" + run.words() + "): " + incident.words() + " for "
                    + incident.interval().nanos() / 1_000_000 + " ms on " + incident.loop();
        }
    }

    /** Takes in one run. */
    synchronized void add(Observation observation) {
        Judge judge = new Judge(observation);
        judgements.addAll(judge.judgements());
        for (SeenIncident incident : judge.unplanned()) {
            String exhibit = judge.visited(incident).orElse("");
            (incident.accusesACallback() ? alarms : noise).add(new Alarm(observation.run(), exhibit, incident));
        }
        healthyNanos += observation.truth().visits().stream()
                        .mapToLong(visit -> visit.interval().nanos())
                        .sum()
                - observation.truth().stalls().stream()
                        .mapToLong(stall -> stall.interval().nanos())
                        .sum();
    }

    List<Judgement> judgements() {
        return judgements;
    }

    /** Incidents that accuse a callback where no stall was planned. */
    List<Alarm> alarms() {
        return alarms;
    }

    /** Incidents where no stall was planned, which accuse nobody: the machine was busy. */
    List<Alarm> noise() {
        return noise;
    }

    /** For how long the services were watched while nothing was planned to stop them. */
    double healthyMinutes() {
        return healthyNanos / 60e9;
    }

    /** Share of a mark, 0 to 1. */
    double share(Mark mark) {
        return (double) judgements.stream()
                        .filter(judgement -> judgement.mark() == mark)
                        .count()
                / Math.max(1, judgements.size());
    }

    /** Judgements that blame a callback for what stopped the whole process. */
    List<Judgement> accusedInnocents() {
        return judgements.stream()
                .filter(judgement -> judgement.timing().isEmpty() && judgement.mark() == Mark.WRONG)
                .filter(judgement ->
                        !List.of("gc", "safepoint", "starved", "suspended").contains(judgement.said())
                                || judgement.words().contains(" in "))
                .toList();
    }

    /** Groups the judgements, in the order of the groups' names. */
    Map<String, List<Judgement>> by(Function<Judgement, String> group) {
        return judgements.stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
    }
}
