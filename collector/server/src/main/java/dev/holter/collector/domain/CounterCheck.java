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
        Optional<Refusal> lag = histogram("state.loops.lag_seconds", loop, before.lag(), after.lag());
        if (lag.isPresent()) {
            return lag;
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
        if (fell(before.runDelayNanos(), after.runDelayNanos())) {
            return fell(
                    "state.loops.run_delay_nanos",
                    loop,
                    before.runDelayNanos().orElse(0),
                    after.runDelayNanos().orElse(0));
        }
        Optional<Refusal> callbacks = before.callbacks().isPresent()
                        && after.callbacks().isPresent()
                ? callbacks(loop, before.callbacks().get(), after.callbacks().get())
                : Optional.empty();
        return callbacks.isPresent() ? callbacks : stalls(before, after);
    }

    private static Optional<Refusal> callbacks(String loop, CallbackState before, CallbackState after) {
        String field = "state.loops.callbacks.";
        if (after.count() < before.count()) {
            return fell(field + "count", loop, before.count(), after.count());
        }
        if (after.slow() < before.slow()) {
            return fell(field + "slow", loop, before.slow(), after.slow());
        }
        if (after.busyNanos() < before.busyNanos()) {
            return fell(field + "busy_nanos", loop, before.busyNanos(), after.busyNanos());
        }
        Optional<Refusal> duration = histogram(field + "duration_seconds", loop, before.duration(), after.duration());
        return duration.isPresent()
                ? duration
                : histogram(field + "timer_lateness_seconds", loop, before.timerLateness(), after.timerLateness());
    }

    private static Optional<Refusal> histogram(String field, String loop, Histogram before, Histogram after) {
        return after.count() < before.count()
                ? fell(field + ".count", loop, before.count(), after.count())
                : Optional.empty();
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
