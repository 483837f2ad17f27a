package dev.holter.collector.alert;

import java.util.Locale;

/** How much an alert matters. */
public enum Severity {
    /** Somebody is to look now. */
    CRITICAL,
    /** Somebody is to look in working hours. */
    WARNING;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the outside: the label {@code severity}. */
    public String label() {
        return label;
    }
}
