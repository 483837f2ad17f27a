package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The thread computed: the culprit is the innermost application method that most of its stacks run through. */
final class Computing implements Rule {
    @Override
    public Optional<Verdict> judge(StallCase stall) {
        TimeAccount account = stall.account();
        return account.longest() == Cause.CPU && !account.isContradictory()
                ? Optional.of(verdict(stall))
                : Optional.empty();
    }

    private static Verdict verdict(StallCase stall) {
        List<Sighting> running =
                stall.sightings().stream().filter(Sighting::mayCompute).toList();
        CommonFrame common = CommonFrame.of(running, stall.classifier());
        List<String> sentences = Words.of(stall);
        Map<String, String> details = new HashMap<>();
        common.frame().ifPresent(frame -> {
            sentences.add(
                    common.occurrences() + " of " + Words.stacks(running.size()) + " run through " + Words.name(frame));
            details.put("common_frame", Words.place(frame));
            details.put("common_frame_share", Words.percent(common.share()));
        });
        return new Verdict(
                Cause.CPU,
                stall.account().share(Cause.CPU) * StallCase.sureness(running.size()),
                common.frame().filter(frame -> common.share() > 0.5),
                details,
                sentences,
                List.of(),
                Optional.empty());
    }
}
