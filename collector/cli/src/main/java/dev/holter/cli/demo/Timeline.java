package dev.holter.cli.demo;

import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.IncidentView;
import dev.holter.cli.demo.DemoEvent.FreezeBegan;
import dev.holter.cli.demo.DemoEvent.IncidentSeen;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shows what happens as it happens. The main thread calls it; {@code at} is when the demo learned of it.
 * What only people want to see has a default that shows nothing.
 */
public sealed interface Timeline permits HumanTimeline, JsonTimeline {

    /** For people; coloured, and with lines that are rewritten in place, on a terminal. */
    static Timeline forPeople(PrintWriter out, boolean terminal) {
        return new HumanTimeline(out, Instant.now(), terminal);
    }

    /**
     * For programs.
     *
     * @param err takes what is not an event
     */
    static Timeline forPrograms(PrintWriter out, PrintWriter err) {
        return new JsonTimeline(out, err, Instant.now());
    }

    /** The processes are about to start. */
    default void starting(DemoPlan plan) {}

    /** Everything runs, and the collector knows the service's loops. */
    default void ready(Instant at, URI page) {}

    /** The load began. */
    default void loadBegan(Instant at, int connections) {}

    /** The health check is about to block its loop. */
    void freezeBegan(Instant at, FreezeBegan began);

    /** The frozen loop's incident came. */
    void incidentOpened(Instant at, IncidentSeen seen, @Nullable Double sinceThresholdMs);

    /** A later version of it came. */
    default void incidentChanged(Instant at, IncidentView before, IncidentView now) {}

    /** An alert of the frozen loop fires. */
    void alertFiring(Instant at, AlertView alert, double sinceThresholdMs);

    /** An alert of the frozen loop no longer fires. */
    void alertResolved(Instant at, AlertView alert);

    /** Called about ten times a second while the loop is frozen. */
    default void stillFrozen(Instant at, Duration frozenFor, long waiting) {}

    /** The health check gave the loop back. */
    void freezeEnded(Instant at, Duration frozenFor);

    /** The end. */
    void summary(Instant at, DemoSummary summary);

    /** Everything is left running until the user ends it. */
    default void kept(URI page, URI service) {}
}
