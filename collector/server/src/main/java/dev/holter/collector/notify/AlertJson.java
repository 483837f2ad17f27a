package dev.holter.collector.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holter.collector.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Alerts as JSON, as each receiver wants them. Safe for any thread. */
final class AlertJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AlertJson() {}

    /** One alert, as the collector's own API has it. */
    static byte[] webhook(Alert alert) {
        ObjectNode json = JSON.createObjectNode()
                .put("alertname", alert.alertname())
                .put("severity", alert.severity().label())
                .put("state", alert.state().label());
        putAll(json.putObject("labels"), alert.labels());
        putAll(json.putObject("annotations"), alert.annotations());
        json.put("activeSince", alert.activeSince().toString());
        alert.firingSince().ifPresent(since -> json.put("firingSince", since.toString()));
        alert.resolvedAt().ifPresent(at -> json.put("resolvedAt", at.toString()));
        return bytes(json);
    }

    /**
     * Alerts for Alertmanager's {@code POST /api/v2/alerts}.
     *
     * @param valid how long one that fires holds if it is not sent again
     */
    static byte[] alertmanager(Collection<Alert> alerts, Instant now, Duration valid) {
        ArrayNode json = JSON.createArrayNode();
        for (Alert alert : alerts) {
            ObjectNode one = json.addObject();
            putAll(one.putObject("labels"), alert.labels());
            putAll(one.putObject("annotations"), alert.annotations());
            one.put("startsAt", alert.firingSince().orElse(alert.activeSince()).toString());
            one.put("endsAt", alert.resolvedAt().orElse(now.plus(valid)).toString());
        }
        return bytes(json);
    }

    private static void putAll(ObjectNode json, Map<String, String> values) {
        new TreeMap<>(values).forEach(json::put);
    }

    private static byte[] bytes(Object json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can always be written", e);
        }
    }
}
