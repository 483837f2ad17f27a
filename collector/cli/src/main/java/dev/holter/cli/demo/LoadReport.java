package dev.holter.cli.demo;

/**
 * What the load found.
 *
 * @param sent requests that were due until now
 * @param unanswered those of them that were due by the end of the freeze and have no answer
 * @param delayed requests that waited for the frozen loop
 * @param p50Ms median of their latencies from the time each was due, milliseconds; 0 where none waited
 * @param maxMs longest of them
 */
public record LoadReport(long sent, long unanswered, int delayed, double p50Ms, double maxMs) {}
