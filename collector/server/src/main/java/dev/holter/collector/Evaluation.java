package dev.holter.collector;

import dev.holter.collector.alert.AlertChange;
import dev.holter.collector.alert.AlertEngine;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.CollectorEvent.AlertChanged;
import dev.holter.collector.event.CollectorEvent.IncidentChanged;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.notify.Notifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that evaluates the alert rules: ten times a second, and at once when an incident has come.
 * It also lets go of processes that have been gone for long.
 */
final class Evaluation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    /** However many incidents come, there is at least this between two evaluations. */
    private static final Duration BREATH = Duration.ofMillis(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final AlertEngine engine;
    private final EventFeed events;
    private final List<Notifier> notifiers;
    private final InstantSource clock;
    private final Semaphore wanted = new Semaphore(0);
    private final EventFeed.Handle subscription;
    private final Thread thread;

    Evaluation(Fleet fleet, AlertEngine engine, EventFeed events, List<Notifier> notifiers, InstantSource clock) {
        this.fleet = fleet;
        this.engine = engine;
        this.events = events;
        this.notifiers = notifiers;
        this.clock = clock;
        this.subscription = events.subscribe(this::wakeForIncident);
        this.thread = Thread.ofPlatform().daemon().name("evaluation").start(this::run);
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        try {
            thread.join(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeForIncident(CollectorEvent event) {
        if (event instanceof IncidentChanged) {
            wanted.release();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                boolean woken = wanted.tryAcquire(INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
                wanted.drainPermits();
                evaluate();
                if (woken) {
                    Thread.sleep(BREATH);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void evaluate() {
        try {
            Instant now = clock.instant();
            fleet.expire(now);
            for (AlertChange change : engine.evaluate(fleet.view(now))) {
                events.publish(new AlertChanged(change.alert()));
                notifiers.forEach(notifier -> notifier.changed(change));
            }
        } catch (RuntimeException e) {
            LOG.error("An evaluation of the alert rules failed; the next one follows", e);
        }
    }
}
