package dev.holter.cli.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A loop as the collector's API gives it. Immutable; null is what is not known.
 *
 * @param up whether the probe of its process reports
 * @param stallAgeMs how long it has been stalled, milliseconds; null where it is not
 * @param lagMs lag of its heartbeats in the last minute
 * @param busyShare time in callbacks as a share of the last seconds, 0 to 1
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
        @Nullable Double busyShare,
        @Nullable Double requestsPerSecond,
        @Nullable Long inFlight,
        @Nullable Long tasksPending) {

    /** Lag in milliseconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record LagView(double p50, double p99, double max) {}
}
