package dev.holter.collector.domain;

/**
 * An incident as the log has it now.
 *
 * @param dropped how many older incidents made room for it
 */
public record LoggedIncident(Incident incident, int dropped) {}
