package dev.holter.probe;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.util.Map;

/**
 * Where a probe's findings go. All methods but {@link #drops()} are called on the probe's reporter
 * thread, one at a time, {@link #start} first and {@link #close} last. A sink may block that thread
 * for a while: states then replace each other unseen and incidents wait in a bounded queue. A sink
 * that throws is logged once, counted and not called again.
 */
public interface ProbeSink extends AutoCloseable {

    /** Called once, before anything else. */
    void start(ProcessIdentity identity);

    /** The cumulative state, on the report schedule; each replaces the ones before it. */
    void state(ProcessState state);

    /** An incident that opened, changed or ended. */
    void incident(Incident incident);

    /**
     * What this sink dropped since it started, by what in snake case; merged into
     * {@link ProcessState#drops()}. Called on the watchdog thread, and maybe before {@link #start}:
     * must not block.
     */
    default Map<String, Long> drops() {
        return Map.of();
    }

    /** Sends what can be sent without waiting for long and releases everything. */
    @Override
    void close();
}
