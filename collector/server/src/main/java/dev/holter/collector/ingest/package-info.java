/**
 * Where probes report: the stream of each, checked against the contract and handed to the fleet.
 * Imports the domain, events, counters and configuration, beside gRPC and what is generated from
 * probe.proto; the transport's threads call it, one at a time for each stream. Start with {@link
 * dev.holter.collector.ingest.ProbeStream}.
 */
@NullMarked
package dev.holter.collector.ingest;

import org.jspecify.annotations.NullMarked;
