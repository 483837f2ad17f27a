package dev.holter.collector.domain;

/**
 * Why the fleet does not take something.
 *
 * @param field of the message, as in probe.proto
 * @param why one sentence for whoever runs the probe
 */
public record Refusal(Reason reason, String field, String why) {

    /** Kinds of refusal. */
    public enum Reason {
        /** Another live process has the name. */
        NAME_TAKEN,
        /** A newer stream of the same process has come. */
        SUPERSEDED,
        /** The number of the report is lower than the one before. */
        SEQUENCE,
        /** A counter fell. */
        COUNTER,
        /** The process has reported its loops, and this one was never among them. */
        UNKNOWN_LOOP,
        /** The incident's name belongs to another loop. */
        FOREIGN_INCIDENT,
        /** The incident is over, and its stall cannot go on. */
        ENDED_INCIDENT
    }

    static <T> Outcome<T> because(Reason reason, String field, String why) {
        return new Outcome.Refused<>(new Refusal(reason, field, why));
    }
}
