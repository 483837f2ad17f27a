package dev.holter.collector.alert;

import dev.holter.collector.domain.FleetView;
import dev.holter.collector.domain.LoopKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the rules and keeps the state of what they find. Safe for any thread. The time is that of the
 * view; between two evaluations nothing changes.
 */
public final class AlertEngine {
    private static final Duration RESOLVED_KEPT = Duration.ofMinutes(5);
    private static final int RESOLVED_LIMIT = 100;

    private final List<ArmedRule> rules;
    private final RuleFailureListener failures;
    private final Set<String> failed = new HashSet<>();
    private final Map<Key, Alert> active = new LinkedHashMap<>();
    private final Deque<Alert> resolved = new ArrayDeque<>();

    private record Key(String alertname, LoopKey loop) {}

    /** An engine that has found nothing yet. */
    public AlertEngine(List<ArmedRule> rules, RuleFailureListener failures) {
        this.rules = List.copyOf(rules);
        this.failures = failures;
    }

    /** Runs every rule and gives what is new: alerts in another state, or with other annotations. */
    public synchronized List<AlertChange> evaluate(FleetView view) {
        List<AlertChange> changes = new ArrayList<>();
        Set<Key> found = new HashSet<>();
        for (ArmedRule rule : rules) {
            for (Finding finding : findings(rule, view)) {
                Key key = new Key(rule.alertname(), finding.loop());
                if (found.add(key)) {
                    hold(key, rule, finding, view.now(), changes);
                }
            }
        }
        resolveAllBut(found, view.now(), changes);
        forgetResolved(view.now());
        return changes;
    }

    /** Alerts that are pending or fire, and those resolved lately; newest first. */
    public synchronized List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>(active.values());
        alerts.addAll(resolved);
        alerts.sort((a, b) -> b.activeSince().compareTo(a.activeSince()));
        return alerts;
    }

    private List<Finding> findings(ArmedRule rule, FleetView view) {
        if (failed.contains(rule.alertname())) {
            return List.of();
        }
        try {
            return rule.rule().check(view);
        } catch (RuntimeException e) {
            failed.add(rule.alertname());
            failures.ruleFailed(rule.alertname(), e);
            return List.of();
        }
    }

    private void hold(Key key, ArmedRule rule, Finding finding, Instant now, List<AlertChange> changes) {
        Alert known = active.get(key);
        Instant since = known == null ? now : known.activeSince();
        Optional<Instant> firingSince = known == null ? Optional.empty() : known.firingSince();
        if (firingSince.isEmpty() && !now.isBefore(since.plus(rule.holdFor()))) {
            firingSince = Optional.of(now);
        }
        Alert alert = new Alert(
                rule.alertname(),
                rule.severity(),
                firingSince.isPresent() ? AlertState.FIRING : AlertState.PENDING,
                known == null ? labels(rule, finding.loop()) : known.labels(),
                annotations(rule, finding),
                since,
                firingSince,
                Optional.empty());
        if (!alert.equals(known)) {
            active.put(key, alert);
            changes.add(new AlertChange(alert, known == null || known.state() != alert.state()));
        }
    }

    private void resolveAllBut(Set<Key> found, Instant now, List<AlertChange> changes) {
        Iterator<Map.Entry<Key, Alert>> entries = active.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Alert> entry = entries.next();
            if (!found.contains(entry.getKey())) {
                entries.remove();
                Alert over = resolved(entry.getValue(), now);
                changes.add(new AlertChange(over, true));
                if (over.firingSince().isPresent()) {
                    resolved.addFirst(over);
                }
            }
        }
    }

    private void forgetResolved(Instant now) {
        Instant limit = now.minus(RESOLVED_KEPT);
        while (resolved.size() > RESOLVED_LIMIT) {
            resolved.removeLast();
        }
        resolved.removeIf(alert -> alert.resolvedAt().orElse(now).isBefore(limit));
    }

    private static Alert resolved(Alert alert, Instant now) {
        return new Alert(
                alert.alertname(),
                alert.severity(),
                AlertState.RESOLVED,
                alert.labels(),
                alert.annotations(),
                alert.activeSince(),
                alert.firingSince(),
                Optional.of(now));
    }

    private static Map<String, String> labels(ArmedRule rule, LoopKey loop) {
        return Map.of(
                "alertname", rule.alertname(),
                "severity", rule.severity().label(),
                "service", loop.process().service(),
                "process", loop.process().process(),
                "loop", loop.loop());
    }

    private static Map<String, String> annotations(ArmedRule rule, Finding finding) {
        Map<String, String> annotations = new HashMap<>(finding.annotations());
        annotations.put("runbook_url", rule.runbook());
        return annotations;
    }
}
