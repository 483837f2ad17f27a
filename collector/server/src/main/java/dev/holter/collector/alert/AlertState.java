package dev.holter.collector.alert;

import java.util.Locale;

/** Where an alert is in its life. */
public enum AlertState {
    /** The rule finds it, and has not done so for long enough. */
    PENDING,
    /** The rule has found it for as long as the rule's {@code for} says. */
    FIRING,
    /** The rule no longer finds it. */
    RESOLVED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the outside: metric labels, JSON, command line. */
    public String label() {
        return label;
    }
}
