package dev.holter.collector.ingest;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.ProcessState;
import dev.holter.collector.domain.StallTotal;
import dev.holter.wire.v1.DropTotal;
import dev.holter.wire.v1.PauseTotal;
import dev.holter.wire.v1.StateReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the state of a process. Safe for any thread. */
final class StateReader {
    private static final int DROP_KINDS = 256;

    private final int loopLimit;
    private final HistogramReader histograms;
    private final CallbackReader callbacks;

    StateReader(IngestLimits limits) {
        this.loopLimit = limits.loops();
        this.histograms = new HistogramReader(limits.buckets());
        this.callbacks = new CallbackReader(histograms);
    }

    ProcessState read(StateReport wire, ProcessKey process) {
        return new ProcessState(
                Rules.positive("state.sequence", wire.getSequence()),
                instant("state.taken_at_unix_nanos", wire.getTakenAtUnixNanos()),
                Rules.notNegative("state.process_cpu_nanos", wire.hasProcessCpuNanos(), wire.getProcessCpuNanos()),
                pauses(wire),
                drops(wire),
                loops(wire, process));
    }

    static Instant instant(String field, long unixNanos) {
        return Instant.ofEpochSecond(0, Rules.notNegative(field, unixNanos));
    }

    private static Map<Cause, Long> pauses(StateReport wire) {
        Map<Cause, Long> pauses = new EnumMap<>(Cause.class);
        for (PauseTotal pause : wire.getPausesList()) {
            Cause cause = CauseReader.readPause("state.pauses.cause", pause.getCause());
            long nanos = Rules.notNegative("state.pauses.total_nanos", pause.getTotalNanos());
            Rules.firstOfItsName("state.pauses.cause", pauses.put(cause, nanos) == null, cause.label());
        }
        return pauses;
    }

    private static Map<String, Long> drops(StateReport wire) {
        Rules.atMost("state.drops", wire.getDropsCount(), DROP_KINDS);
        Map<String, Long> drops = HashMap.newHashMap(wire.getDropsCount());
        for (DropTotal drop : wire.getDropsList()) {
            String what = Rules.snakeCase("state.drops.what", drop.getWhat(), 64);
            long total = Rules.notNegative("state.drops.total", drop.getTotal());
            Rules.firstOfItsName("state.drops.what", drops.put(what, total) == null, what);
        }
        return drops;
    }

    private List<LoopState> loops(StateReport wire, ProcessKey process) {
        Rules.atMost("state.loops", wire.getLoopsCount(), loopLimit);
        List<LoopState> loops = new ArrayList<>(wire.getLoopsCount());
        Set<String> names = HashSet.newHashSet(wire.getLoopsCount());
        for (dev.holter.wire.v1.LoopState loop : wire.getLoopsList()) {
            Rules.firstOfItsName("state.loops.loop", names.add(loop.getLoop()), loop.getLoop());
            loops.add(loop(loop, process));
        }
        return loops;
    }

    private LoopState loop(dev.holter.wire.v1.LoopState wire, ProcessKey process) {
        OptionalLong started =
                Rules.notNegative("state.loops.requests_started", wire.hasRequestsStarted(), wire.getRequestsStarted());
        OptionalLong finished = Rules.notNegative(
                "state.loops.requests_finished", wire.hasRequestsFinished(), wire.getRequestsFinished());
        finished.ifPresent(count ->
                Rules.notAbove("state.loops.requests_finished", count, started.orElse(0), "that were started"));
        return new LoopState(
                new LoopKey(process, Rules.name("state.loops.loop", wire.getLoop(), 200)),
                Rules.name("state.loops.kind", wire.getKind(), 64),
                Rules.notNegative("state.loops.heartbeats", wire.getHeartbeats()),
                histograms.read("state.loops.lag_seconds", wire.getLagSeconds()),
                Rules.notNegative("state.loops.heartbeat_age_nanos", wire.getHeartbeatAgeNanos()),
                Rules.notNegative("state.loops.stall_age_nanos", wire.hasStallAgeNanos(), wire.getStallAgeNanos()),
                stalls(wire),
                Rules.notNegative("state.loops.cpu_nanos", wire.hasCpuNanos(), wire.getCpuNanos()),
                Rules.notNegative("state.loops.tasks_pending", wire.hasTasksPending(), wire.getTasksPending()),
                Rules.notNegative("state.loops.tasks_live", wire.hasTasksLive(), wire.getTasksLive()),
                started,
                finished,
                Rules.notNegative(
                        "state.loops.requests_per_second", wire.hasRequestsPerSecond(), wire.getRequestsPerSecond()),
                wire.hasCallbacks() ? Optional.of(callbacks.read(wire.getCallbacks())) : Optional.empty(),
                Rules.notNegative("state.loops.run_delay_nanos", wire.hasRunDelayNanos(), wire.getRunDelayNanos()));
    }

    private static Map<Cause, StallTotal> stalls(dev.holter.wire.v1.LoopState wire) {
        if (wire.getStallsCount() == 0) {
            return Map.of();
        }
        Map<Cause, StallTotal> stalls = new EnumMap<>(Cause.class);
        for (dev.holter.wire.v1.StallTotal stall : wire.getStallsList()) {
            Cause cause = CauseReader.read("state.loops.stalls.cause", stall.getCause());
            StallTotal total = new StallTotal(
                    Rules.notNegative("state.loops.stalls.count", stall.getCount()),
                    Rules.notNegative("state.loops.stalls.total_nanos", stall.getTotalNanos()));
            Rules.firstOfItsName("state.loops.stalls.cause", stalls.put(cause, total) == null, cause.label());
        }
        return stalls;
    }
}
