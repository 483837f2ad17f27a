package dev.holter.collector.ingest;

import dev.holter.collector.config.IngestLimits;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.event.EventFeed;
import java.time.InstantSource;

/**
 * What every stream works with.
 *
 * @param version of the collector, for people
 */
record IngestContext(
        Fleet fleet,
        EventFeed events,
        CollectorCounters counters,
        IngestLimits limits,
        WireReader reader,
        InstantSource clock,
        String version) {}
