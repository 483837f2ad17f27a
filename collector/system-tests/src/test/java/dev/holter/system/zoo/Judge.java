package dev.holter.system.zoo;

import dev.holter.system.zoo.Judgement.Detail;
import dev.holter.system.zoo.Judgement.Parts;
import dev.holter.system.zoo.ZooKeeper.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what was said against what happened, for one run. An incident belongs to the stalls of its loop
 * that it overlaps, and of several incidents of one stall the longest is the answer to it. What was planned is not all
 * that happens on a busy machine: that a loop was {@code starved} is right as well where its thread waited for a
 * processor as long as it ran and as long as it stood, or longer, by what the service itself read of the kernel.
 */
final class Judge {
    private static final long THRESHOLD_NANOS = 50_000_000;
    /** A shorter one may end before the heartbeat that was due in it is late by the threshold. */
    private static final long SHORTEST_NANOS = THRESHOLD_NANOS + 15_000_000;

    private static final String STARVED = "starved";
    private static final double PART_TOLERANCE = 0.2;
    private static final long PART_TOLERANCE_NANOS = 60_000_000;

    private final Observation observation;

    Judge(Observation observation) {
        this.observation = observation;
    }

    /** One judgement for every planned stall that became one, and loop that it stopped. */
    List<Judgement> judgements() {
        List<Judgement> judgements = new ArrayList<>();
        for (Truth.Stall stall : observation.truth().stalls()) {
            if (stall.interval().nanos() < SHORTEST_NANOS) {
                continue;
            }
            List<SeenIncident> answers = answers(stall);
            answers.forEach(answer -> judgements.add(judge(stall, answer)));
            if (answers.isEmpty()) {
                judgements.add(missed(stall));
            }
        }
        return judgements;
    }

    private List<SeenIncident> answers(Truth.Stall stall) {
        Comparator<SeenIncident> byOverlap =
                Comparator.comparingLong(incident -> incident.interval().overlapNanos(stall.interval()));
        List<SeenIncident> all = observation.incidents().stream()
                .filter(incident -> stall.concerns(incident.loop()))
                .filter(incident -> incident.interval().overlapNanos(stall.interval()) > 0)
                .toList();
        return stall.isOfTheProcess()
                ? all
                : all.stream().max(byOverlap).map(List::of).orElse(List.of());
    }

    private Judgement judge(Truth.Stall stall, SeenIncident answer) {
        Interval planned = stall.interval();
        Interval told = answer.interval();
        Judgement.Timing timing = new Judgement.Timing(
                told.startNanos() - planned.startNanos(),
                answer.receivedNanos() - told.startNanos() - THRESHOLD_NANOS,
                Math.abs(told.endNanos() - planned.endNanos()));
        return new Judgement(
                observation.run(),
                stall.exhibit(),
                stall.causes().getFirst(),
                answer.cause(),
                mark(stall, answer),
                answer.words(),
                stall.isOfTheProcess() ? Optional.empty() : Optional.of(timing),
                parts(stall.parts(), answer.parts()),
                details(stall, answer));
    }

    private Judgement missed(Truth.Stall stall) {
        return new Judgement(
                observation.run(),
                stall.exhibit(),
                stall.causes().getFirst(),
                "(none)",
                Mark.MISSED,
                "nothing",
                Optional.empty(),
                stall.parts().isEmpty() ? Parts.NONE : Parts.WRONG,
                stall.details().keySet().stream()
                        .map(name -> new Detail(name, false))
                        .toList());
    }

    private static List<Detail> details(Truth.Stall stall, SeenIncident answer) {
        if (isStarvedIndeed(stall, answer)) {
            return List.of();
        }
        return stall.details().entrySet().stream()
                .map(planned -> new Detail(
                        planned.getKey(),
                        isThat(planned.getValue(), answer.details().getOrDefault(planned.getKey(), ""))))
                .toList();
    }

    /** An object is told with its class and a number that nobody knows before. */
    private static boolean isThat(String planned, String told) {
        return told.equals(planned) || told.startsWith(planned + "@");
    }

    private static Mark mark(Truth.Stall stall, SeenIncident answer) {
        boolean wrongCulprit = answer.culprit()
                .filter(line -> !stall.culprits().contains(line))
                .isPresent();
        if (wrongCulprit) {
            return Mark.WRONG;
        }
        if (isStarvedIndeed(stall, answer)) {
            return Mark.RIGHT;
        }
        if (!stall.causes().contains(answer.cause())) {
            return answer.cause().equals("unknown") ? Mark.UNKNOWN : Mark.WRONG;
        }
        boolean named = answer.culprit().isPresent() || stall.culprits().isEmpty();
        // A backlog is made of many callbacks: it may be told without a culprit.
        return named || answer.cause().equals("backlog") ? Mark.RIGHT : Mark.UNKNOWN;
    }

    private static boolean isStarvedIndeed(Truth.Stall stall, SeenIncident answer) {
        return answer.cause().equals(STARVED) && stall.wasStarved();
    }

    private static Parts parts(Map<String, Long> planned, Map<String, Long> said) {
        if (planned.isEmpty()) {
            return Parts.NONE;
        }
        boolean all = planned.entrySet().stream()
                .allMatch(part -> isAbout(part.getValue(), said.getOrDefault(part.getKey(), 0L)));
        return all ? Parts.RIGHT : Parts.WRONG;
    }

    private static boolean isAbout(long planned, long said) {
        return Math.abs(said - planned) <= Math.max(PART_TOLERANCE_NANOS, PART_TOLERANCE * planned);
    }
}
