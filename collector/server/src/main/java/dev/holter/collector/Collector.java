package dev.holter.collector;

import dev.holter.collector.alert.AlertEngine;
import dev.holter.collector.alert.RuleSet;
import dev.holter.collector.config.CollectorConfig;
import dev.holter.collector.config.ConfigurationException;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.exposition.MetricsExposition;
import dev.holter.collector.ingest.IngestServer;
import dev.holter.collector.notify.AlertmanagerNotifier;
import dev.holter.collector.notify.IncidentJournal;
import dev.holter.collector.notify.LogNotifier;
import dev.holter.collector.notify.Notifier;
import dev.holter.collector.notify.WebhookNotifier;
import dev.holter.collector.rulesfile.RulesFile;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running collector: the parts, put together. Any thread may call it.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CollectorCounters counters = new CollectorCounters();
    private final EventFeed events = new EventFeed(counters);
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Fleet fleet;
    private final AlertEngine alerts;
    private final IngestServer ingest;
    private final HttpSide http;
    private volatile boolean ready;

    private Collector(CollectorConfig config, HttpSide.Factory httpSide) {
        RuleSet rules = config.rulesFile().map(RulesFile::read).orElseGet(RuleSet::defaults);
        fleet = new Fleet(config.retention());
        alerts = new AlertEngine(rules.armed(), this::ruleFailed);
        MetricsExposition metrics = new MetricsExposition(fleet, alerts::alerts, counters, clock);
        try {
            // Probes come last: what they send is to meet everything that deals with it.
            http = opened(httpSide.start(
                    new HttpSide.Parts(config, fleet, alerts, events, counters, metrics, clock, () -> ready)));
            opened(new IncidentJournal(events, counters));
            opened(new Evaluation(fleet, alerts, events, notifiers(config), clock));
            ingest = opened(IngestServer.start(config, fleet, events, counters, clock, version()));
            ready = true;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a collector and returns when it listens.
     *
     * @throws ConfigurationException where it cannot run as it was told to
     */
    public static Collector start(CollectorConfig config, HttpSide.Factory httpSide) {
        Collector collector = new Collector(config, httpSide);
        LOG.info(
                "Probes report to gRPC port {}; metrics, API and page are on HTTP port {}",
                collector.grpcPort(),
                collector.httpPort());
        return collector;
    }

    /** The version, for people. */
    public static String version() {
        return Optional.ofNullable(Collector.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** The port to which probes report. */
    public int grpcPort() {
        return ingest.port();
    }

    /** The port of metrics, API and page. */
    public int httpPort() {
        return http.port();
    }

    /** The processes that are known, and their incidents. */
    public Fleet fleet() {
        return fleet;
    }

    /** The alerts. */
    public AlertEngine alerts() {
        return alerts;
    }

    /** What happens, as it happens. */
    public EventFeed events() {
        return events;
    }

    /** The collector's account of itself. */
    public CollectorCounters counters() {
        return counters;
    }

    /** Stops taking probes in, then ends all else, the latest first. Idempotent; takes a few seconds at most. */
    @Override
    public void close() {
        ready = false;
        while (true) {
            AutoCloseable next;
            synchronized (started) {
                next = started.pollLast();
            }
            if (next == null) {
                return;
            }
            closeQuietly(next);
        }
    }

    private List<Notifier> notifiers(CollectorConfig config) {
        List<Notifier> notifiers = new ArrayList<>();
        notifiers.add(opened(new LogNotifier(counters)));
        for (URI address : config.alertmanagers()) {
            notifiers.add(opened(new AlertmanagerNotifier(address, counters, clock)));
        }
        for (URI address : config.webhooks()) {
            notifiers.add(opened(new WebhookNotifier(address, counters)));
        }
        return notifiers;
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (started) {
            started.addLast(part);
        }
        return part;
    }

    private void ruleFailed(String alertname, RuntimeException cause) {
        counters.increment(CollectorCounter.RULES_DISABLED);
        LOG.error("The alert rule {} failed and is not run again", alertname, cause);
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}", part.getClass().getSimpleName(), e);
        }
    }
}
