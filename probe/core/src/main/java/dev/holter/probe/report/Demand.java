package dev.holter.probe.report;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What waits for a loop.
 *
 * @param requestsPerSecond requests a second over the second before the stall; empty where none are
 *     counted
 * @param inFlight requests started and not finished; empty where none are counted
 * @param pending callbacks queued and not started; empty where the loop cannot tell
 */
public record Demand(OptionalDouble requestsPerSecond, OptionalLong inFlight, OptionalInt pending) {}
