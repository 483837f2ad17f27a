package dev.holter.collector.counter;

import java.util.Optional;

/**
 * The collector's account of itself, one sentence each. Constants that share a metric differ in its
 * label.
 */
public enum CollectorCounter {
    CONNECTIONS_OPEN("connections_open", "Streams of probes that are open now."),
    CONNECTIONS("connections_total", "Streams that probes opened, those that were refused included."),
    CONNECTIONS_TAKEN_OVER(
            "connections_taken_over_total",
            "Streams ended because a newer stream of the same process came; zero means that no probe came back"
                    + " before its old stream was seen to end."),

    INTRODUCTIONS("messages_total", "kind", "introduction", Texts.MESSAGES),
    STATES("messages_total", "kind", "state", Texts.MESSAGES),
    INCIDENTS("messages_total", "kind", "incident", Texts.MESSAGES),

    STATES_REPEATED(
            "states_repeated_total",
            "State reports with the number of the one before, which are ignored; zero means that no probe repeated one."),
    INCIDENTS_REPEATED(
            "incidents_repeated_total",
            "Incident revisions that were known already, which are acknowledged and ignored; zero means that no"
                    + " acknowledgement was lost."),
    INCIDENTS_DROPPED(
            "incidents_dropped_total",
            "Incidents forgotten because the memory for them was full; zero means that every incident is there."),

    REJECTED_NO_INTRODUCTION("rejected_total", "reason", "no_introduction", Texts.REJECTED),
    REJECTED_INVALID("rejected_total", "reason", "invalid", Texts.REJECTED),
    REJECTED_HISTOGRAM("rejected_total", "reason", "histogram", Texts.REJECTED),
    REJECTED_SEQUENCE("rejected_total", "reason", "sequence", Texts.REJECTED),
    REJECTED_COUNTER("rejected_total", "reason", "counter", Texts.REJECTED),
    REJECTED_UNKNOWN_LOOP("rejected_total", "reason", "unknown_loop", Texts.REJECTED),
    REJECTED_TOO_MANY("rejected_total", "reason", "too_many", Texts.REJECTED),
    REJECTED_TOO_LONG("rejected_total", "reason", "too_long", Texts.REJECTED),
    REJECTED_MESSAGE_SIZE("rejected_total", "reason", "message_size", Texts.REJECTED),
    REJECTED_INCIDENT_RATE("rejected_total", "reason", "incident_rate", Texts.REJECTED),
    REJECTED_CONNECTIONS("rejected_total", "reason", "connections", Texts.REJECTED),
    REJECTED_NAME_TAKEN("rejected_total", "reason", "name_taken", Texts.REJECTED),
    REJECTED_FAULT("rejected_total", "reason", "fault", Texts.REJECTED),

    ALERTMANAGER_SENT("notifications_sent_total", "notifier", "alertmanager", Texts.SENT),
    WEBHOOK_SENT("notifications_sent_total", "notifier", "webhook", Texts.SENT),
    LOG_SENT("notifications_sent_total", "notifier", "log", Texts.SENT),
    ALERTMANAGER_FAILED("notifications_failed_total", "notifier", "alertmanager", Texts.FAILED),
    WEBHOOK_FAILED("notifications_failed_total", "notifier", "webhook", Texts.FAILED),
    ALERTMANAGER_DROPPED("notifications_dropped_total", "notifier", "alertmanager", Texts.DROPPED),
    WEBHOOK_DROPPED("notifications_dropped_total", "notifier", "webhook", Texts.DROPPED),
    LOG_DROPPED("notifications_dropped_total", "notifier", "log", Texts.DROPPED),

    INCIDENT_LINES_DROPPED(
            "incident_lines_dropped_total",
            "Lines of the log on incidents that were given up because the log was slower than they came; zero means"
                    + " that every one was written."),
    RULES_DISABLED(
            "rules_disabled_total",
            "Alert rules that threw and are not run again until the collector restarts; zero means that all run."),
    SUBSCRIBERS_REMOVED(
            "subscribers_removed_total",
            "Subscribers of events that threw and were removed; zero means that none did."),
    FOLLOWERS_DROPPED(
            "followers_dropped_total",
            "Clients of the event stream that were cut off because they read too slowly; zero means that every one"
                    + " of them kept up.");

    private final String metric;
    private final String labelName;
    private final String labelValue;
    private final String description;

    CollectorCounter(String name, String description) {
        this(name, "", "", description);
    }

    CollectorCounter(String name, String labelName, String labelValue, String description) {
        this.metric = "holter_collector_" + name;
        this.labelName = labelName;
        this.labelValue = labelValue;
        this.description = description;
    }

    /** Name of the metric, with {@code _total} where it is a counter. */
    public String metric() {
        return metric;
    }

    /** What tells it from others of the same metric. */
    public Optional<Label> label() {
        return labelName.isEmpty() ? Optional.empty() : Optional.of(new Label(labelName, labelValue));
    }

    /** One sentence for people, the same for every constant of a metric. */
    public String description() {
        return description;
    }

    /** Whether the number may fall. */
    public boolean isGauge() {
        return !metric.endsWith("_total");
    }

    /** A metric label. */
    public record Label(String name, String value) {}

    /** Descriptions that several constants share; an enum's own constants cannot refer to its static fields. */
    private static final class Texts {
        static final String MESSAGES = "Messages received from probes, by kind.";
        static final String REJECTED =
                "Streams ended because of what a probe sent, by reason; zero means that every probe kept to the contract.";
        static final String SENT = "Notifications that a receiver took, by notifier.";
        static final String FAILED =
                "Attempts to notify that a receiver refused or did not answer, by notifier; zero means that all were taken.";
        static final String DROPPED =
                "Notifications given up or never tried because the queue was full, by notifier; zero means that none was lost.";
    }
}
