/**
 * Incidents in plain words, for whoever has to act on them. Imports the domain; pure functions, for any
 * thread. Start with {@link dev.holter.collector.explain.IncidentSummary}.
 */
@NullMarked
package dev.holter.collector.explain;

import org.jspecify.annotations.NullMarked;
