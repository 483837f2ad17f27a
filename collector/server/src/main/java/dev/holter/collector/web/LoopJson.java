package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.LoopView;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.domain.ProcessView;
import dev.holter.collector.domain.Stall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loops in JSON. Lag is that of all heartbeats since the probe started; totals are since then, too.
 * What is unknown, and every gauge of a process whose probe is gone, is null.
 */
final class LoopJson {
    private LoopJson() {}

    /** Every loop that was reported, in the order of service and process. */
    static ArrayNode of(FleetView view) {
        Map<LoopKey, Stall> stalls =
                view.stalls().stream().collect(Collectors.toMap(Stall::loop, Function.identity(), (a, b) -> a));
        ArrayNode nodes = Json.array();
        for (ProcessView process : view.processes()) {
            for (LoopView loop : process.loops()) {
                LoopState state = loop.state();
                nodes.add(loop(process.status(), state, stalls.get(state.key()), view.now()));
            }
        }
        return nodes;
    }

    private static ObjectNode loop(ProcessStatus process, LoopState state, @Nullable Stall stall, Instant now) {
        ObjectNode node = Json.object()
                .put("service", state.key().process().service())
                .put("process", state.key().process().process())
                .put("loop", state.key().loop())
                .put("kind", state.kind())
                .put("up", process.up())
                .put("stalled", stall != null);
        Json.put(
                node,
                "stallAgeMs",
                stall == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(stall.age().toMillis()));
        node.putObject("lagMs")
                .put("p50", lagMillis(state, 0.5))
                .put("p99", lagMillis(state, 0.99))
                .put("max", lagMillis(state, 1));
        node.put("heartbeats", state.heartbeats());
        Json.put(node, "tasksPending", state.tasksPending());
        Json.put(node, "inFlight", process.up() ? inFlight(state) : OptionalLong.empty());
        Json.put(node, "requestsPerSecond", state.requestsPerSecond());
        Json.put(node, "requestsTotal", state.requestsStarted());
        putCpu(node, state);
        Duration age = Duration.between(process.lastReportAt(), now);
        return node.put("reportAgeMs", Math.max(0, age.toMillis()));
    }

    private static double lagMillis(LoopState state, double quantile) {
        return Json.millis(Math.round(LagSummary.quantile(state.lag(), quantile) * 1e9));
    }

    private static OptionalLong inFlight(LoopState state) {
        OptionalLong started = state.requestsStarted();
        return started.isEmpty()
                ? started
                : OptionalLong.of(started.getAsLong() - state.requestsFinished().orElse(0));
    }

    private static void putCpu(ObjectNode node, LoopState state) {
        if (state.cpuNanos().isPresent()) {
            node.put("cpuSeconds", state.cpuNanos().getAsLong() / 1e9);
        } else {
            node.putNull("cpuSeconds");
        }
    }
}
