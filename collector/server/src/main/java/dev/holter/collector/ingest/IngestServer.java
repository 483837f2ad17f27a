package dev.holter.collector.ingest;

import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.config.ListenAddress;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.event.EventFeed;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The gRPC server: probes, health checks and reflection on one port. Messages are dealt with by a few
 * threads of its own; no message waits for another probe's.
 */
public final class IngestServer implements AutoCloseable {
    // Its warnings are of broken streams, which are counted and logged here; held, or the level is lost.
    private static final Logger TRANSPORT_LOG = Logger.getLogger("io.grpc");
    private static final int THREADS = 2;
    /** How much larger than the limit a message may be to be refused with a status rather than a reset. */
    private static final int TRANSPORT_ALLOWANCE = 4;

    private static final int CALLS_PER_CONNECTION = 8;
    private static final long CLOSE_SECONDS = 2;
    /** A stream without a name takes up one of the connections that others may need. */
    private static final Duration INTRODUCTION_PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService executor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ingest-timer").factory());
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    private IngestServer(CollectorConfig config, IngestContext context, Duration introductionPatience) {
        TRANSPORT_LOG.setLevel(Level.SEVERE);
        this.executor = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("ingest-", 0).factory());
        this.server = NettyServerBuilder.forAddress(config.grpc().resolve())
                .executor(executor)
                .addService(new ProbeService(context, timer, introductionPatience))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .intercept(new PeerAddress())
                .addStreamTracerFactory(new OversizeCount(context.counters()))
                .maxInboundMessageSize((int) Math.min(
                        Integer.MAX_VALUE,
                        (long) TRANSPORT_ALLOWANCE * config.limits().messageBytes()))
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                // Probes may ping to keep their connection; the default would end it for pinging too often.
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                // A host that vanished is noticed, while a process that stands still for a while is let be.
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(30, TimeUnit.SECONDS)
                .maxConnectionIdle(5, TimeUnit.MINUTES)
                .build();
    }

    /**
     * Listens and takes probes in.
     *
     * @throws ConfigurationException where the port is taken or the address is not of this machine
     */
    public static IngestServer start(
            CollectorConfig config,
            Fleet fleet,
            EventFeed events,
            CollectorCounters counters,
            InstantSource clock,
            String version) {
        return start(config, fleet, events, counters, clock, version, INTRODUCTION_PATIENCE);
    }

    static IngestServer start(
            CollectorConfig config,
            Fleet fleet,
            EventFeed events,
            CollectorCounters counters,
            InstantSource clock,
            String version,
            Duration introductionPatience) {
        WireReader reader = new WireReader(config.limits());
        Reading<Incident> _ = IncidentRehearsal.play(reader);
        IngestContext context = new IngestContext(fleet, events, counters, config.limits(), reader, clock, version);
        IngestServer ingest = new IngestServer(config, context, introductionPatience);
        try {
            ingest.server.start();
        } catch (IOException e) {
            ingest.close();
            throw cannotListen(config.grpc(), e);
        }
        return ingest;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Refuses new streams, ends those that are open and returns when they have ended, after at most a few seconds. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdownNow();
        try {
            server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
        timer.shutdownNow();
    }

    private static ConfigurationException cannotListen(ListenAddress address, IOException cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            // The type of the exception depends on the transport; the message is the operating system's.
            if (String.valueOf(t.getMessage()).contains("Address already in use")) {
                return new ConfigurationException(
                        "gRPC port " + address + " is already in use: stop what listens there, or choose another port.",
                        cause);
            }
        }
        Throwable why = cause.getCause() == null ? cause : cause.getCause();
        return new ConfigurationException(
                "Cannot listen on gRPC address " + address + ": " + why.getMessage() + ".", cause);
    }
}
