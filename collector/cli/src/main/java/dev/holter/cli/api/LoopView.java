package dev.holter.cli.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A loop as the collector's API gives it. Immutable; null is what is not known.
 *
 * @param up whether the probe of its process reports
 * @param stallAgeMs how long it has been stalled, milliseconds; null where it is not
 * @param lagMs lag of its heartbeats since the probe started
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopView(
        String service,
        String process,
        String loop,
        String kind,
        boolean up,
        boolean stalled,
        @Nullable Double stallAgeMs,
        LagView lagMs,
        @Nullable Double requestsPerSecond,
        @Nullable Long inFlight,
        @Nullable Long tasksPending) {

    /** Lag in milliseconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LagView(double p50, double p99, double max) {}
}
