package dev.holter.collector.alert;

import java.time.Duration;

/**
 * A rule with what the engine has to know about it.
 *
 * @param holdFor how long it has to find something before that fires; zero fires at once
 */
public record ArmedRule(String alertname, Severity severity, Duration holdFor, AlertRule rule) {

    /** Where people read what to do about it, from the root of the project. */
    public String runbook() {
        return "alerts/runbooks/" + alertname + ".md";
    }
}
