package dev.holter.collector.domain;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells whether a report can follow another one of the same stream: what is counted never falls.
 * Thread CPU time is left out, since the operating system may round it either way.
 */
final class CounterCheck {
    private CounterCheck() {}

    /** The first counter of the process that fell. */
    static Optional<Refusal> process(ProcessState before, ProcessState after) {
        for (Map.Entry<Cause, Long> pause : before.pauseNanos().entrySet()) {
            long now = after.pauseNanos().getOrDefault(pause.getKey(), 0L);
            if (now < pause.getValue()) {
                return fell("state.pauses.total_nanos", pause.getKey().label(), pause.getValue(), now);
            }
        }
        for (Map.Entry<String, Long> drop : before.drops().entrySet()) {
            long now = after.drops().getOrDefault(drop.getKey(), 0L);
            if (now < drop.getValue()) {
                return fell("state.drops.total", drop.getKey(), drop.getValue(), now);
            }
        }
        return Optional.empty();
    }

    /** The first counter of the loop that fell. */
    static Optional<Refusal> loop(LoopState before, LoopState after) {
        String loop = after.key().loop();
        if (after.heartbeats() < before.heartbeats()) {
            return fell("state.loops.heartbeats", loop, before.heartbeats(), after.heartbeats());
        }
        if (after.lag().count() < before.lag().count()) {
            return fell(
                    "state.loops.lag_seconds.count",
                    loop,
                    before.lag().count(),
                    after.lag().count());
        }
        if (fell(before.requestsStarted(), after.requestsStarted())) {
            return fell(
                    "state.loops.requests_started",
                    loop,
                    before.requestsStarted().orElse(0),
                    after.requestsStarted().orElse(0));
        }
        if (fell(before.requestsFinished(), after.requestsFinished())) {
            return fell(
                    "state.loops.requests_finished",
                    loop,
                    before.requestsFinished().orElse(0),
                    after.requestsFinished().orElse(0));
        }
        return stalls(before, after);
    }

    private static Optional<Refusal> stalls(LoopState before, LoopState after) {
        for (Map.Entry<Cause, StallTotal> entry : before.stalls().entrySet()) {
            StallTotal was = entry.getValue();
            StallTotal is = after.stalls().getOrDefault(entry.getKey(), StallTotal.NONE);
            String whose = after.key().loop() + ", " + entry.getKey().label();
            if (is.count() < was.count()) {
                return fell("state.loops.stalls.count", whose, was.count(), is.count());
            }
            if (is.totalNanos() < was.totalNanos()) {
                return fell("state.loops.stalls.total_nanos", whose, was.totalNanos(), is.totalNanos());
            }
        }
        return Optional.empty();
    }

    private static boolean fell(OptionalLong before, OptionalLong after) {
        return before.isPresent() && after.isPresent() && after.getAsLong() < before.getAsLong();
    }

    private static Optional<Refusal> fell(String field, String whose, long before, long after) {
        return Optional.of(new Refusal(
                Refusal.Reason.COUNTER,
                field,
                "ran backwards for " + whose + " from " + before + " to " + after
                        + "; counters never fall within a run"));
    }
}
