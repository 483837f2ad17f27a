package dev.holter.system.zoo;

import dev.holter.system.zoo.Judgement.Detail;
import dev.holter.system.zoo.ZooKeeper.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What came of all runs. Any thread may add to it; it is read when all runs are over. */
final class Scores {
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<Unplanned> unplanned = new ArrayList<>();
    private long healthyNanos;
    private long restNanos;
    private int services;

    /** Takes in one run. */
    synchronized void add(Observation observation) {
        judgements.addAll(new Judge(observation).judgements());
        unplanned.addAll(new UnplannedIncidents(observation).all());
        for (Truth.Visit visit : observation.truth().visits()) {
            Exhibit exhibit = observation.run().exhibit(visit.exhibit());
            if (!exhibit.isHealthy()) {
                restNanos += visit.interval().nanos();
            } else if (exhibit.causes().isEmpty()) {
                healthyNanos += visit.interval().nanos();
            }
        }
        restNanos -= observation.truth().stalls().stream()
                .mapToLong(stall -> stall.interval().nanos())
                .sum();
        services++;
    }

    List<Judgement> judgements() {
        return judgements;
    }

    /** Incidents of a kind where no stall was planned. */
    List<Unplanned> unplanned(Unplanned.Kind kind) {
        return unplanned.stream().filter(one -> one.kind() == kind).toList();
    }

    /** How many processes ran. */
    int services() {
        return services;
    }

    /** For how long healthy services were watched, those that are stopped on purpose not counted. */
    double healthyMinutes() {
        return healthyNanos / 60e9;
    }

    /** For how long services were watched between their planned stalls. */
    double restMinutes() {
        return restNanos / 60e9;
    }

    /** Share of a mark, 0 to 1. */
    double share(Mark mark) {
        return share(
                judgements.stream()
                        .filter(judgement -> judgement.mark() == mark)
                        .count(),
                judgements.size());
    }

    /** How many stalls are rightly told as starved, of which something else was planned. */
    long starvedBesideThePlan() {
        return judgements.stream()
                .filter(judgement -> judgement.mark() == Mark.RIGHT)
                .filter(judgement -> judgement.said().equals("starved")
                        && !judgement.planned().equals("starved"))
                .count();
    }

    /** How many stalls that have parts have this said of them. */
    long count(Judgement.Parts parts) {
        return judgements.stream()
                .filter(judgement -> judgement.parts() == parts)
                .count();
    }

    /** Share of the stalls with parts of which all are right, 0 to 1; 1 where none has parts. */
    double shareOfRightParts() {
        long right = count(Judgement.Parts.RIGHT);
        long all = right + count(Judgement.Parts.WRONG);
        return all == 0 ? 1 : share(right, all);
    }

    /** How many details of each name were told, and how many were not. */
    Map<String, Map<Boolean, Long>> details() {
        return judgements.stream()
                .flatMap(judgement -> judgement.details().stream())
                .collect(Collectors.groupingBy(
                        Detail::name, TreeMap::new, Collectors.partitioningBy(Detail::told, Collectors.counting())));
    }

    /** Share of the planted details that were told, 0 to 1; 1 where none was planted. */
    double shareOfDetails() {
        List<Detail> planted = judgements.stream()
                .flatMap(judgement -> judgement.details().stream())
                .toList();
        return planted.isEmpty()
                ? 1
                : share(planted.stream().filter(Detail::told).count(), planted.size());
    }

    /** From the threshold being crossed to the incident in the collector, where the process itself ran. */
    Quantiles delay() {
        return timing(Judgement.Timing::delayNanos);
    }

    /** How far off the ends of stalls are, where the process itself ran. */
    Quantiles endError() {
        return timing(Judgement.Timing::endErrorNanos);
    }

    private Quantiles timing(ToLongFunction<Judgement.Timing> value) {
        return Quantiles.of(judgements.stream()
                .flatMap(judgement -> judgement.timing().stream())
                .mapToLong(value));
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

    private static double share(long part, long whole) {
        return (double) part / Math.max(1, whole);
    }
}
