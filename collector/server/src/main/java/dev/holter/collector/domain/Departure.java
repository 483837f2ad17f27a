package dev.holter.collector.domain;

import java.util.List;

/**
 * The stream of a process ended.
 *
 * @param closed incidents that were open and whose end is not seen
 */
public record Departure(ProcessStatus status, List<Incident> closed) {}
