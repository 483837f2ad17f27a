package dev.holter.collector.domain;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What waits for a loop; empty where it is not counted. */
public record Demand(OptionalDouble requestsPerSecond, OptionalLong inFlight, OptionalLong pending) {}
