package dev.holter.collector.alert;

import java.util.List;

/** Runs the rules and keeps the state of what they find. Safe for any thread. */
public final class AlertEngine {

    /** Alerts that are pending or fire, and those resolved lately; newest first. */
    public List<Alert> alerts() {
        return List.of();
    }
}
