package dev.holter.collector.domain;

import java.util.Locale;

/** What a version of an incident is, seen from the one before it. */
public enum IncidentChange {
    /** The loop is stalled: the first that is heard of it, or it goes on where its end had been missed. */
    OPENED,
    /** The loop is still stalled, and more is known. */
    UPDATED,
    /** The stall is over, or nobody is left to report its end. */
    ENDED,
    /** The stall was over before, and more has come to be known of it. */
    AMENDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the outside: web events, the log. */
    public String label() {
        return label;
    }
}
