package dev.holter.collector.notify;

import dev.holter.collector.alert.Alert;
import dev.holter.collector.alert.AlertChange;
import dev.holter.collector.alert.AlertState;
import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line to the collector's log when an alert fires and when it is resolved. */
public final class LogNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger("Alert");

    private final DeliveryQueue<Alert> queue;

    /** Starts its thread, since a log can block as any other receiver. */
    public LogNotifier(CollectorCounters counters) {
        this.queue = new DeliveryQueue<>("log", counters, CollectorCounter.LOG_DROPPED, alert -> {
            LOG.warn(line(alert));
            counters.increment(CollectorCounter.LOG_SENT);
        });
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
    }

    static String line(Alert alert) {
        String what = alert.annotations().getOrDefault("summary", alert.labels().toString());
        String line = alert.state().name() + " " + alert.alertname() + " ("
                + alert.severity().label() + "): " + what;
        return alert.state() == AlertState.RESOLVED ? line + ", fired for " + seconds(alert) + " s" : line;
    }

    private static String seconds(Alert alert) {
        Duration fired = Duration.between(
                alert.firingSince().orElse(alert.activeSince()),
                alert.resolvedAt().orElse(alert.activeSince()));
        return String.format(Locale.ROOT, "%.1f", fired.toMillis() / 1000.0);
    }
}
