package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last rule: what was seen shows no cause. */
final class Unexplained implements Rule {
    @Override
    public Optional<Verdict> judge(StallCase stall) {
        List<String> sentences = Words.of(stall);
        Map<Activity, List<Sighting>> seen =
                stall.sightings().stream().collect(Collectors.groupingBy(Sighting::activity));
        seen.values().stream()
                .sorted(Comparator.comparingInt(alike -> -alike.size()))
                .forEach(alike -> sentences.add(Words.stacks(
                        alike.size(), stall.longest(alike), stall.sightings().size())));
        return Optional.of(Verdict.accusingNobody(Cause.UNKNOWN, 0, Map.of(), sentences));
    }
}
