package dev.holter.collector.notify;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertChange;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Alertmanager informed: what fires is sent at once and again every 15 seconds, with an end
 * ahead by four times that, so that it goes out by itself should the collector die. What is resolved is
 * sent until it is taken; every attempt sends the whole of what there is to say, so that nothing
 * is lost by one that fails.
 */
public final class AlertmanagerNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerNotifier.class);
    private static final Duration RESEND = Duration.ofSeconds(15);
    private static final int VALID_RESENDS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final HttpPost receiver;
    private final CollectorCounters counters;
    private final InstantSource clock;
    private final Duration resend;
    private final Outstanding outstanding;
    private final Thread thread;

    /**
     * Starts its thread.
     *
     * @param base address of the Alertmanager, as {@code http://127.0.0.1:9093}
     */
    public AlertmanagerNotifier(URI base, CollectorCounters counters, InstantSource clock) {
        this(base, counters, clock, RESEND, TIMEOUT);
    }

    AlertmanagerNotifier(URI base, CollectorCounters counters, InstantSource clock, Duration resend, Duration timeout) {
        this.receiver = new HttpPost(alertsUnder(base), timeout);
        this.counters = counters;
        this.clock = clock;
        this.resend = resend;
        this.outstanding = new Outstanding(counters);
        this.thread = Thread.ofPlatform().daemon().name("notify-alertmanager").start(this::run);
    }

    @Override
    public void changed(AlertChange change) {
        if (change.alert().firingSince().isPresent()) {
            outstanding.put(change.alert(), change.stateChanged());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        receiver.close();
    }

    private static URI alertsUnder(URI base) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/api/v2/alerts");
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tell(outstanding.await(resend));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(List<Alert> alerts) throws InterruptedException {
        List<Alert> told = alerts;
        Duration pause = FIRST_PAUSE;
        while (!post(told)) {
            told = outstanding.awaitPause(pause);
            pause = pause.compareTo(resend) < 0 ? pause.multipliedBy(2) : pause;
        }
        outstanding.taken(told);
    }

    private boolean post(List<Alert> alerts) throws InterruptedException {
        try {
            receiver.post(AlertJson.alertmanager(alerts, clock.instant(), resend.multipliedBy(VALID_RESENDS)));
            counters.add(CollectorCounter.ALERTMANAGER_SENT, alerts.size());
            return true;
        } catch (IOException e) {
            counters.increment(CollectorCounter.ALERTMANAGER_FAILED);
            LOG.warn("Could not send {} alerts to {}: {}", alerts.size(), receiver.address(), e.getMessage());
            return false;
        }
    }
}
