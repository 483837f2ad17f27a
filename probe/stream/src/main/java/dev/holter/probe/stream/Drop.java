package dev.holter.probe.stream;

import java.util.Locale;

/** What a stream can fail to deliver; the name in lower case is the one that is reported. */
enum Drop {
    /** Incidents that were pushed out of the full table before the collector acknowledged them; 0 means that none was lost. */
    INCIDENT_QUEUE_FULL,
    /** Incidents given up because the collector ended a stream over them several times; 0 means that it takes what it is sent. */
    INCIDENT_REJECTED,
    /** States that a newer one replaced before they were sent; 0 means full resolution. No count is lost: every state holds all totals. */
    STATE_SKIPPED;

    /** The name in reports, in snake case. */
    String what() {
        return name().toLowerCase(Locale.ROOT);
    }
}
