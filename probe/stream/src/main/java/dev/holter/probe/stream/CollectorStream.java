package dev.holter.probe.stream;

import dev.holter.probe.ProbeSink;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends a probe's findings to a collector over gRPC.
 *
 * <pre>{@code
 * Probe probe = Probe.builder("orders").sink(CollectorStream.to("127.0.0.1:4747")).start();
 * }</pre>
 *
 * <p>The collector may be absent, come late, go and come back, or stand still: the service never waits for
 * it. Nothing here blocks the reporter's thread but {@link #close}, the memory is bounded, and what had to
 * be dropped is counted. Findings are sent as soon as the connection has room for them; an incident is
 * sent again on the next connection until the collector has acknowledged it, so it may arrive twice.
 *
 * <p>What becomes of the connection is logged by {@code System.Logger} under this class's package. A stream
 * serves one probe: like every sink it is called by that probe's threads alone.
 */
public final class CollectorStream implements ProbeSink {
    private static final Duration WELCOME_PATIENCE = Duration.ofSeconds(10);

    private final Transport transport;
    private final Backoff backoff;
    private final DropCounters drops = new DropCounters();
    private final Outbox outbox;
    private @Nullable Reconnector reconnector;

    private CollectorStream(Transport transport, Backoff backoff, int incidentCapacity) {
        this.transport = transport;
        this.backoff = backoff;
        this.outbox = new Outbox(incidentCapacity, drops);
    }

    /**
     * A stream with default settings. Nothing is connected before the probe starts.
     *
     * @param address {@code HOST:PORT} on this host, such as {@code 127.0.0.1:4747}
     * @throws IllegalArgumentException where it is no such address, or leads to another host: see {@link
     *     Builder#insecure()}
     */
    public static CollectorStream to(String address) {
        return builder().address(address).build();
    }

    /** Starts to build a stream. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins to connect, and goes on trying until {@link #close}.
     *
     * @throws IllegalStateException where the stream serves a probe already
     */
    @Override
    public void start(ProcessIdentity identity) {
        if (reconnector != null) {
            throw new IllegalStateException("a CollectorStream serves one probe: make another one");
        }
        StreamLog log = new StreamLog(System.getLogger(CollectorStream.class.getPackageName()), transport.toString());
        reconnector = new Reconnector(identity, transport, outbox, backoff, log, WELCOME_PATIENCE, System::nanoTime);
        reconnector.start();
    }

    @Override
    public void state(ProcessState state) {
        outbox.put(state);
        wake();
    }

    @Override
    public void incident(Incident incident) {
        outbox.put(incident);
        wake();
    }

    /**
     * {@code incident_queue_full}: incidents pushed out before they were acknowledged. {@code
     * incident_rejected}: incidents given up because the collector ended three streams over them. {@code
     * state_skipped}: states replaced before they were sent, which costs resolution and no count.
     */
    @Override
    public Map<String, Long> drops() {
        return drops.totals();
    }

    /** Waits for at most 500 ms until the collector has what is left, and half a second more for threads to end. */
    @Override
    public void close() {
        if (reconnector != null) {
            reconnector.close();
        }
    }

    /** How many incidents the collector has not acknowledged. */
    int waitingIncidents() {
        return outbox.waitingIncidents();
    }

    private void wake() {
        if (reconnector != null) {
            reconnector.wake();
        }
    }

    /** How to reach a collector. Each setting has a default; not safe for several threads. */
    public static final class Builder {
        private static final Duration LEAST_DELAY = Duration.ofMillis(1);
        private static final Duration MOST_DELAY = Duration.ofHours(1);
        private static final int MOST_INCIDENTS = 100_000;

        private CollectorAddress address = new CollectorAddress("127.0.0.1", 4747);
        private Duration firstDelay = Duration.ofMillis(100);
        private Duration longestDelay = Duration.ofSeconds(10);
        private int incidentCapacity = 256;
        private boolean isInsecure;

        private Builder() {}

        /**
         * Where the collector listens; 127.0.0.1:4747 by default.
         *
         * @param address {@code HOST:PORT}, an IPv6 address in brackets
         * @throws IllegalArgumentException where it is no such address
         */
        public Builder address(String address) {
            this.address = CollectorAddress.parse(address);
            return this;
        }

        /**
         * Where the collector listens; 127.0.0.1:4747 by default.
         *
         * @param host name or IP address
         * @param port 1 to 65535
         * @throws IllegalArgumentException where it is no such address
         */
        public Builder address(String host, int port) {
            this.address = new CollectorAddress(host, port);
            return this;
        }

        /** Lets reports travel unencrypted to another host, where anybody on the way can read and change them. */
        public Builder insecure() {
            this.isInsecure = true;
            return this;
        }

        /**
         * How long to wait between attempts to connect: a random time up to a bound that doubles from the
         * first to the longest; 100 ms and 10 s by default. After a refusal, one to two times the longest.
         *
         * @param first 1 ms to 1 h
         * @param longest not below the first, up to 1 h
         * @throws IllegalArgumentException outside these ranges
         */
        public Builder backoff(Duration first, Duration longest) {
            if (first.compareTo(LEAST_DELAY) < 0 || longest.compareTo(MOST_DELAY) > 0 || first.compareTo(longest) > 0) {
                throw new IllegalArgumentException("backoff from " + first + " to " + longest
                        + " is not a range between " + LEAST_DELAY + " and " + MOST_DELAY);
            }
            this.firstDelay = first;
            this.longestDelay = longest;
            return this;
        }

        /**
         * How many incidents wait at most for the collector to acknowledge them; 256 by default. A new one
         * pushes the oldest out.
         *
         * @param incidents 1 to 100 000
         * @throws IllegalArgumentException outside that range
         */
        public Builder incidentCapacity(int incidents) {
            if (incidents < 1 || incidents > MOST_INCIDENTS) {
                throw new IllegalArgumentException(
                        "incident capacity " + incidents + " is not between 1 and " + MOST_INCIDENTS);
            }
            this.incidentCapacity = incidents;
            return this;
        }

        /**
         * Makes the stream. Nothing is connected before the probe starts.
         *
         * @throws IllegalArgumentException where the address leads to another host and {@link #insecure()}
         *     was not called
         */
        public CollectorStream build() {
            if (!isInsecure && !address.isLoopback()) {
                throw new IllegalArgumentException("collector address " + address
                        + " is not known to be on this host, and reports travel unencrypted:"
                        + " use 127.0.0.1, [::1] or localhost, or allow it with insecure()");
            }
            return new CollectorStream(
                    new TcpTransport(address),
                    new Backoff(firstDelay, longestDelay, new SplittableRandom()),
                    incidentCapacity);
        }
    }
}
