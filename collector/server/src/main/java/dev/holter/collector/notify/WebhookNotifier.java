package dev.holter.collector.notify;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertChange;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each alert as JSON to one address when it fires and when it is resolved, in this order. One that
 * the receiver does not take in a few attempts is given up and counted.
 */
public final class WebhookNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookNotifier.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 4;

    private final CollectorCounters counters;
    private final Duration firstPause;
    private final HttpPost receiver;
    private final DeliveryQueue<Alert> queue;

    /** Starts its thread. */
    public WebhookNotifier(URI address, CollectorCounters counters) {
        this(address, counters, TIMEOUT, FIRST_PAUSE);
    }

    WebhookNotifier(URI address, CollectorCounters counters, Duration timeout, Duration firstPause) {
        this.counters = counters;
        this.firstPause = firstPause;
        this.receiver = new HttpPost(address, timeout);
        this.queue = new DeliveryQueue<>("webhook", counters, CollectorCounter.WEBHOOK_DROPPED, this::deliver);
    }

    @Override
    public void changed(AlertChange change) {
        if (change.stateChanged() && change.alert().firingSince().isPresent()) {
            queue.offer(change.alert());
        }
    }

    @Override
    public void close() {
        queue.close();
        receiver.close();
    }

    private void deliver(Alert alert) throws InterruptedException {
        byte[] json = AlertJson.webhook(alert);
        Duration pause = firstPause;
        for (int attempt = 1; !post(json); attempt++) {
            if (attempt == ATTEMPTS) {
                counters.increment(CollectorCounter.WEBHOOK_DROPPED);
                LOG.warn("Gave an alert up after {} attempts to post it to {}", ATTEMPTS, receiver.address());
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private boolean post(byte[] json) throws InterruptedException {
        try {
            receiver.post(json);
            counters.increment(CollectorCounter.WEBHOOK_SENT);
            return true;
        } catch (IOException e) {
            counters.increment(CollectorCounter.WEBHOOK_FAILED);
            LOG.warn("Could not post an alert to {}: {}", receiver.address(), e.getMessage());
            return false;
        }
    }
}
