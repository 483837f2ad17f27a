package dev.holter.collector.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.alert.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An alert in JSON. Times that have not come are null. */
final class AlertJson {
    private AlertJson() {}

    static ObjectNode of(Alert alert) {
        ObjectNode node = Json.object()
                .put("alertname", alert.alertname())
                .put("severity", alert.severity().label())
                .put("state", alert.state().label());
        putAll(node.putObject("labels"), alert.labels());
        putAll(node.putObject("annotations"), alert.annotations());
        node.put("activeSince", Json.time(alert.activeSince()));
        putTime(node, "firingSince", alert.firingSince());
        putTime(node, "resolvedAt", alert.resolvedAt());
        return node;
    }

    private static void putAll(ObjectNode node, Map<String, String> values) {
        new TreeMap<>(values).forEach(node::put);
    }

    private static void putTime(ObjectNode node, String name, Optional<Instant> time) {
        node.put(name, time.map(Json::time).orElse(null));
    }
}
