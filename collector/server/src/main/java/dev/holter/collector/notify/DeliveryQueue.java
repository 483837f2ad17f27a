package dev.holter.collector.notify;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue with a thread that delivers what is in it, one after another. Any thread may offer.
 *
 * @param <T> what is delivered
 */
final class DeliveryQueue<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);
    private static final int CAPACITY = 256;

    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final CollectorCounters counters;
    private final CollectorCounter dropped;
    private final Delivery<T> delivery;
    private final Thread thread;

    /** Delivers one of them, and may take its time. */
    @FunctionalInterface
    interface Delivery<T> {
        void deliver(T item) throws InterruptedException;
    }

    DeliveryQueue(String name, CollectorCounters counters, CollectorCounter dropped, Delivery<T> delivery) {
        this.counters = counters;
        this.dropped = dropped;
        this.delivery = delivery;
        this.thread = Thread.ofPlatform().daemon().name("notify-" + name).start(this::run);
    }

    /** Takes it, or counts it as dropped where the queue is full. */
    void offer(T item) {
        if (!queue.offer(item)) {
            counters.increment(dropped);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(T item) throws InterruptedException {
        try {
            delivery.deliver(item);
        } catch (RuntimeException e) {
            counters.increment(dropped);
            LOG.warn("Could not deliver {}", item, e);
        }
    }
}
