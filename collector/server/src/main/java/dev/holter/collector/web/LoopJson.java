package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.domain.CallbackState;
import dev.holter.collector.domain.CallbackType;
import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.Histogram;
import dev.holter.collector.domain.LoopKey;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.LoopView;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.domain.ProcessView;
import dev.holter.collector.domain.Stall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loops in JSON. Lag is that of the last minute or half of it; shares are of the last seconds; totals,
 * and what is said of callbacks, are since the loop is watched.
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
                nodes.add(loop(process.status(), loop, stalls.get(state.key()), view.now()));
            }
        }
        return nodes;
    }

    private static ObjectNode loop(ProcessStatus process, LoopView loop, @Nullable Stall stall, Instant now) {
        LoopState state = loop.state();
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
        node.set("lagMs", quantiles(loop.window().lag()));
        node.put("heartbeats", state.heartbeats());
        Json.put(node, "tasksPending", state.tasksPending());
        Json.put(node, "tasksLive", state.tasksLive());
        Json.put(node, "inFlight", process.up() ? inFlight(state) : OptionalLong.empty());
        Json.put(node, "requestsPerSecond", state.requestsPerSecond());
        Json.put(node, "requestsTotal", state.requestsStarted());
        Json.putSeconds(node, "cpuSeconds", state.cpuNanos());
        Json.put(node, "cpuShare", process.up() ? loop.window().cpuShare() : OptionalDouble.empty());
        Json.put(node, "busyShare", process.up() ? loop.window().busyShare() : OptionalDouble.empty());
        Json.putSeconds(node, "runDelaySeconds", state.runDelayNanos());
        node.set("callbacks", state.callbacks().map(LoopJson::callbacks).orElse(null));
        Duration age = Duration.between(process.lastReportAt(), now);
        return node.put("reportAgeMs", Math.max(0, age.toMillis()));
    }

    private static ObjectNode callbacks(CallbackState callbacks) {
        ObjectNode node = Json.object()
                .put("count", callbacks.count())
                .put("slow", callbacks.slow())
                .put("busySeconds", callbacks.busyNanos() / 1e9);
        node.set("durationMs", quantiles(callbacks.duration()));
        node.set("timerLatenessMs", quantiles(callbacks.timerLateness()));
        ArrayNode worst = node.putArray("worst");
        for (CallbackType type : callbacks.worst()) {
            worst.addObject()
                    .put("type", type.type())
                    .put("count", type.count())
                    .put("totalMs", Json.millis(type.totalNanos()))
                    .put("maxMs", Json.millis(type.maxNanos()));
        }
        return node;
    }

    private static ObjectNode quantiles(Histogram seconds) {
        return Json.object()
                .put("p50", millis(seconds, 0.5))
                .put("p99", millis(seconds, 0.99))
                .put("max", millis(seconds, 1));
    }

    private static double millis(Histogram seconds, double quantile) {
        return Json.millis(Math.round(QuantileBound.of(seconds, quantile) * 1e9));
    }

    private static OptionalLong inFlight(LoopState state) {
        OptionalLong started = state.requestsStarted();
        return started.isEmpty()
                ? started
                : OptionalLong.of(started.getAsLong() - state.requestsFinished().orElse(0));
    }
}
