package dev.holter.collector;

import dev.holter.collector.alert.AlertEngine;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.event.EventFeed;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

    /** All metrics, in the forms that Prometheus reads. Safe for any thread. */
    @FunctionalInterface
    interface Metrics {

        /**
         * The best form that a client accepts.
         *
         * @param accept the header of this name
         */
        Form form(@Nullable String accept);

        /** One of the forms. */
        interface Form {

            /** The value of the header of this name. */
            String contentType();

            /** Collects all metrics and writes them; leaves the stream open. */
            void write(OutputStream out) throws IOException;
        }
    }

    /**
     * What it serves.
     *
     * @param ready whether probes can report
     */
    record Parts(
            CollectorConfig config,
            Fleet fleet,
            AlertEngine alerts,
            EventFeed events,
            CollectorCounters counters,
            Metrics metrics,
            InstantSource clock,
            BooleanSupplier ready) {}
}
