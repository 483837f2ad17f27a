/**
 * Metrics for Prometheus: the loops' numbers as they were reported, the alerts that fire, and the
 * collector's account of itself. Imports the domain, alerts and counters, and of the assembly only
 * {@link dev.holter.collector.HttpSide}; threads that answer scrapes
 * call it, several at once. Start with {@link dev.holter.collector.exposition.MetricsExposition}.
 */
@NullMarked
package dev.holter.collector.exposition;

import org.jspecify.annotations.NullMarked;
