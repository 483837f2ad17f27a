package dev.holter.probe.diagnosis;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The loop ran many callbacks, each of them quick: the next one waited for its turn. */
final class ManyCallbacks implements Rule {
    /** Callbacks that were timed one by one. */
    private static final double TIMED = 0.98;
    /** Callbacks that were counted by the length of the queue. */
    private static final double COUNTED = 0.85;

    private static final int TYPES_TOLD = 5;

    @Override
    public Optional<Verdict> judge(StallCase stall) {
        return stall.callbacks()
                .filter(flow -> stall.account().longest() == Cause.BACKLOG)
                .map(flow -> verdict(flow, stall));
    }

    private static Verdict verdict(CallbackFlow flow, StallCase stall) {
        CallbackActivity callbacks = stall.evidence().callbacks();
        List<String> sentences = Words.of(stall);
        sentences.add((flow.timed() ? "" : "at least ") + flow.ran() + " quick callbacks ran, "
                + Words.millis(flow.nanos() / flow.ran()) + " each on average");
        queue(callbacks).ifPresent(sentences::add);
        Map<String, String> details = new HashMap<>();
        details.put("callbacks_run", Long.toString(callbacks.ran().orElse(flow.ran())));
        String types = callbacks.frequent().isEmpty() ? seen(stall) : timed(callbacks.frequent());
        if (!types.isEmpty()) {
            details.put("callbacks", types);
        }
        double share = stall.account().share(Cause.BACKLOG);
        return Verdict.accusingNobody(Cause.BACKLOG, share * (flow.timed() ? TIMED : COUNTED), details, sentences);
    }

    private static Optional<String> queue(CallbackActivity callbacks) {
        OptionalInt before = callbacks.pendingAtStart();
        OptionalInt now = callbacks.pending();
        return before.isPresent() && now.isPresent()
                ? Optional.of(before.getAsInt() + " callbacks were queued when the heartbeat was due, " + now.getAsInt()
                        + " are now")
                : Optional.empty();
    }

    private static String timed(List<CallbackType> types) {
        return types.stream()
                .limit(TYPES_TOLD)
                .map(type -> type.type() + " x" + type.count())
                .collect(Collectors.joining(", "));
    }

    /** The outermost application class of each stack is the nearest to a callback's type. */
    private static String seen(StallCase stall) {
        Map<String, Integer> stacks = new LinkedHashMap<>();
        for (Sighting sighting : stall.sightings()) {
            sighting.callback().stream()
                    .filter(stall.classifier()::isApplication)
                    .reduce((inner, outer) -> outer)
                    .ifPresent(frame -> stacks.merge(frame.getClassName(), 1, Integer::sum));
        }
        return stacks.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(TYPES_TOLD)
                .map(entry -> entry.getKey() + " in " + Words.stacks(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
