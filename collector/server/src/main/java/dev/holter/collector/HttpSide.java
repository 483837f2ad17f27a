package dev.holter.collector;

import dev.holter.collector.alert.AlertEngine;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.event.EventFeed;
import java.time.InstantSource;

/** The collector's HTTP server, as the assembly sees it. */
public interface HttpSide extends AutoCloseable {

    /** The port that it listens on. */
    int port();

    /** Ends what is open and stops listening. */
    @Override
    void close();

    /** Starts one. */
    @FunctionalInterface
    interface Factory {

        /**
         * Listens.
         *
         * @throws dev.holter.collector.config.ConfigurationException where it cannot
         */
        HttpSide start(Parts parts);
    }

    /** What it serves. */
    record Parts(
            CollectorConfig config,
            Fleet fleet,
            AlertEngine alerts,
            EventFeed events,
            CollectorCounters counters,
            InstantSource clock) {}
}
