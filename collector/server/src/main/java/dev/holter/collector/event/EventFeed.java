package dev.holter.collector.event;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event to every subscriber, in the order of subscription. Safe for any thread.
 *
 * <p>Subscribers are called on the publisher's thread, which may be the one that reads a probe's
 * stream, and possibly on several at once: they must hand the event over to a thread of their own and
 * return. A subscriber that throws is logged once, counted and removed.
 */
public final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final CollectorCounters counters;

    /**
     * Creates a feed without subscribers.
     *
     * @param counters where a subscriber that throws is counted
     */
    public EventFeed(CollectorCounters counters) {
        this.counters = counters;
    }

    /**
     * Calls the subscriber with every event from now on, until the handle is closed. An event that is
     * being published meanwhile may still arrive after the close.
     */
    public Handle subscribe(Consumer<CollectorEvent> subscriber) {
        Subscription subscription = new Subscription(subscriber);
        subscriptions.add(subscription);
        return () -> subscriptions.remove(subscription);
    }

    /** Calls every subscriber. Takes no longer than they do. */
    public void publish(CollectorEvent event) {
        for (Subscription subscription : subscriptions) {
            try {
                subscription.subscriber.accept(event);
            } catch (RuntimeException e) {
                remove(subscription, e);
            }
        }
    }

    private void remove(Subscription subscription, RuntimeException cause) {
        if (subscriptions.remove(subscription)) {
            counters.increment(CollectorCounter.SUBSCRIBERS_REMOVED);
            LOG.warn("A subscriber of the event feed threw and gets no further events", cause);
        }
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Handle extends AutoCloseable {
        @Override
        void close();
    }

    /** Compared by identity, so that one consumer may subscribe twice. */
    private static final class Subscription {
        final Consumer<CollectorEvent> subscriber;

        Subscription(Consumer<CollectorEvent> subscriber) {
            this.subscriber = subscriber;
        }
    }
}
