package dev.holter.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holter.cli.api.AlertView;
import dev.holter.cli.api.IncidentView;
import java.time.Instant;

/** Something that one of the demo's processes said. */
public sealed interface DemoEvent {

    /** The health check is about to block; said by the service, on the loop itself. */
    record FreezeBegan(Instant began, String loop) implements DemoEvent {}

    /** The health check gave the loop back; said by the service, on the loop itself. */
    record FreezeEnded(Instant ended) implements DemoEvent {}

    /** An incident opened, changed or ended; said by the collector. */
    record IncidentSeen(IncidentView incident, JsonNode json) implements DemoEvent {}

    /** An alert changed; said by the collector. */
    record AlertSeen(AlertView alert) implements DemoEvent {}

    /** A process ended, or stopped talking, which none is to do before the demo is over. */
    record Lost(String what) implements DemoEvent {}

    /**
     * An event with the time at which the demo, and so a user, had it.
     */
    record Arrival(Instant at, DemoEvent event) {}
}
