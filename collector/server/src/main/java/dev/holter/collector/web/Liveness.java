package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.domain.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a service is alive: a liveness check that answers while the service cannot.
 *
 * <p>It is not alive while one of its loops is frozen, that is, stalled for a second or longer. A process
 * whose probe is gone does not count, since a probe that cannot reach its collector is no reason to
 * restart a service that works; {@code connected} says how many processes the answer is about. A process
 * that is connected and silent counts as it last reported: stopped or killed, it is the business of
 * whoever runs it.
 */
record Liveness(String service, long connected, List<Stall> frozen, FleetView view) {
    static final Duration FREEZE = Duration.ofSeconds(1);

    /** Empty where no process of the service is known. */
    static Optional<Liveness> of(String service, FleetView view) {
        boolean known = view.processes().stream().anyMatch(process -> isOf(service, process.status()));
        if (!known) {
            return Optional.empty();
        }
        long connected = view.processes().stream()
                .filter(process ->
                        isOf(service, process.status()) && process.status().up())
                .count();
        List<Stall> frozen = view.stalls().stream()
                .filter(stall -> stall.loop().process().service().equals(service)
                        && stall.age().compareTo(FREEZE) >= 0)
                .toList();
        return Optional.of(new Liveness(service, connected, frozen, view));
    }

    boolean alive() {
        return frozen.isEmpty();
    }

    ObjectNode json() {
        ObjectNode node =
                Json.object().put("service", service).put("alive", alive()).put("connected", connected);
        ArrayNode loops = node.putArray("frozen");
        frozen.forEach(stall -> loops.add(json(stall)));
        return node;
    }

    private ObjectNode json(Stall stall) {
        ObjectNode node = Json.object()
                .put("process", stall.loop().process().process())
                .put("loop", stall.loop().loop())
                .put("since", Json.time(view.now().minus(stall.age())))
                .put("stallAgeMs", stall.age().toMillis());
        Optional<ObjectNode> incident = stall.incident().map(IncidentJson::of);
        node.set("incident", incident.map(json -> json.get("id")).orElse(null));
        node.set("cause", incident.map(json -> json.get("cause")).orElse(null));
        node.set("culprit", incident.map(json -> json.get("culprit")).orElse(null));
        return node;
    }

    private static boolean isOf(String service, ProcessStatus process) {
        return process.identity().key().service().equals(service);
    }
}
