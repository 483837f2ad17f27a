package dev.holter.collector.domain;

/**
 * An incident as the log has it now.
 *
 * @param change what it is, seen from what was known before
 * @param dropped how many older incidents made room for it
 */
public record LoggedIncident(Incident incident, IncidentChange change, int dropped) {}
