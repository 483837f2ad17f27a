package dev.holter.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The probe of one service process: schedules heartbeats on the loops it is given, tells sinks how
 * late they ran, and finds out why while they do not. Any thread may call it.
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Probe implements AutoCloseable {

    private Probe() {}

    /**
     * Starts to build a probe.
     *
     * @param service name of the service, 1 to 200 characters
     */
    public static Builder builder(String service) {
        return new Builder(service);
    }

    /** Watches a loop until the handle is closed, the probe is closed or the loop terminates. Does not block. */
    public WatchedLoop watch(Loop loop) {
        throw new IllegalStateException();
    }

    /** Watches several loops, in the order given. */
    public List<WatchedLoop> watchAll(Collection<? extends Loop> loops) {
        List<WatchedLoop> watched = new ArrayList<>();
        for (Loop loop : loops) {
            watched.add(watch(loop));
        }
        return watched;
    }

    /** Ends every watch, closes the sinks and ends the probe's threads. Waits for at most a second. Idempotent. */
    @Override
    public void close() {}

    /** What a probe is to do. Each setting has a default; not safe for several threads. */
    public static final class Builder {
        private final String service;

        private Builder(String service) {
            this.service = service;
        }

        /** Name of this process within the service, 1 to 200 characters; PID@HOST by default. */
        public Builder process(String process) {
            return this;
        }

        /** Time between two heartbeats of a loop that is not idle: 1 ms to 1 s, 10 ms by default. */
        public Builder heartbeatInterval(Duration interval) {
            return this;
        }

        /** By how much a heartbeat has to be late to be a stall: 5 ms to 1 minute, 50 ms by default. */
        public Builder stallThreshold(Duration threshold) {
            return this;
        }

        /** Time between two reports of the whole state: 10 ms to 1 minute, 1 s by default. */
        public Builder reportInterval(Duration interval) {
            return this;
        }

        /** Package prefixes whose frames count as the application's; where none are given, all that are not a library's. */
        public Builder applicationPackages(String... prefixes) {
            return this;
        }

        /** Package prefixes, added to the built-in list, whose frames are a library's or framework's. */
        public Builder libraryPackages(String... prefixes) {
            return this;
        }

        /** Adds a destination of the findings. */
        public Builder sink(ProbeSink sink) {
            return this;
        }

        /**
         * Starts the probe's threads, all of them daemons.
         *
         * @throws IllegalArgumentException where a setting is out of its range
         */
        public Probe start() {
            return new Probe();
        }
    }
}
