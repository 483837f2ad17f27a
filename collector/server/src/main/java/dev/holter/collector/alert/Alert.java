package dev.holter.collector.alert;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One alert as of one evaluation. Immutable. Alerts with the same {@code labels} are the same alert.
 *
 * @param alertname name of the rule, as in design and dashboards: {@code EventLoopBlockedUnderLoad}
 * @param labels {@code alertname}, {@code severity}, {@code service}, {@code process}, {@code loop}
 * @param annotations {@code summary}, {@code description}, {@code runbook}; may change while it fires
 * @param activeSince when the rule found it first
 * @param firingSince when it began to fire; empty where it never did
 * @param resolvedAt when the rule no longer found it; empty until then
 */
public record Alert(
        String alertname,
        Severity severity,
        AlertState state,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant activeSince,
        Optional<Instant> firingSince,
        Optional<Instant> resolvedAt) {
    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
