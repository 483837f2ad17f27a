package dev.holter.probe.watch;

import java.util.Locale;

/** What the probe drops, and counts. Zero means that nothing of the kind was lost. */
public enum Drop {
    /** Stacks that were taken while the heartbeat ran: they may show another callback. */
    STACK_STALE,
    /** Stacks that were not taken because too many captures were under way. */
    STACK_SUPPRESSED,
    /** Stacks that were not taken because the probe failed at it. */
    STACK_FAILED,
    /** Searches for a thread's account in the kernel that failed: the thread goes without. */
    SEARCH_FAILED,
    /** Incidents beyond the limit a minute: counted as stalls, but not told. */
    INCIDENT_SUPPRESSED,
    /** Incidents that waited for a sink when the queue was full. */
    INCIDENT_QUEUE_FULL,
    /** Heartbeats that a loop refused. */
    HEARTBEAT_REFUSED,
    /** Passes of the watchdog that a fault of the probe cut short: a second in which no loop was watched, for each. */
    PASS_FAILED,
    /** Threads of the watchdog that died and were replaced. */
    WATCHDOG_RESTARTED,
    /** Reports, incidents among them, that a fault of the probe kept from the sinks. */
    REPORT_FAILED,
    /** Threads of the reporter that died and were replaced. */
    REPORTER_RESTARTED,
    /** Loops that are no longer watched because their adapter threw. */
    LOOP_DISABLED,
    /** Counters of requests that were taken out because they threw: some requests are not counted since. */
    COUNTER_DISABLED,
    /** Sinks that are no longer served because they threw. */
    SINK_DISABLED,
    /** Flight recordings that could not be started or had to be given up: causes then lack the JVM's word. */
    RECORDING_DISABLED,
    /** Events of the flight recording beyond the limit of a stall or of a second. */
    RECORDING_SUPPRESSED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name on the outside, in snake case. */
    public String label() {
        return label;
    }
}
