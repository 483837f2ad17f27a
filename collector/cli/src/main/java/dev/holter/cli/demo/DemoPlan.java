package dev.holter.cli.demo;

import java.time.Duration;

/**
 * What the demo is to do.
 *
 * @param freeze how long the health check holds its loop
 * @param rate requests a second, over all loops
 * @param loops event loops of the service
 */
public record DemoPlan(Duration freeze, int rate, int loops, PlantedCause cause) {
    /** How late a heartbeat has to be to be a stall: the probe's default, which the demo's service keeps. */
    static final Duration STALL_THRESHOLD = Duration.ofMillis(50);

    /** The alert that has to fire where the loop stands still, and must not where it computes. */
    static final String ALERT = "EventLoopBlockedUnderLoad";
}
