package dev.holter.collector.notify;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded queue of alerts with a thread that delivers them one after another. Any thread may offer. */
final class AlertQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertQueue.class);
    private static final int CAPACITY = 256;

    private final BlockingQueue<Alert> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final CollectorCounters counters;
    private final CollectorCounter dropped;
    private final Delivery delivery;
    private final Thread thread;

    /** Delivers one alert, and may take its time. */
    @FunctionalInterface
    interface Delivery {
        void deliver(Alert alert) throws InterruptedException;
    }

    AlertQueue(String name, CollectorCounters counters, CollectorCounter dropped, Delivery delivery) {
        this.counters = counters;
        this.dropped = dropped;
        this.delivery = delivery;
        this.thread = Thread.ofPlatform().daemon().name("notify-" + name).start(this::run);
    }

    /** Takes an alert, or counts it as dropped where the queue is full. */
    void offer(Alert alert) {
        if (!queue.offer(alert)) {
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

    private void deliver(Alert alert) throws InterruptedException {
        try {
            delivery.deliver(alert);
        } catch (RuntimeException e) {
            counters.increment(dropped);
            LOG.warn("Could not deliver an alert {}", alert.labels(), e);
        }
    }
}
