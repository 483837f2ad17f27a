package dev.holter.collector.notify;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.CollectorEvent.IncidentChanged;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.explain.IncidentSummary;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line to the collector's log when an incident opens, when it ends and when it is amended. */
public final class IncidentJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Incident");

    private final DeliveryQueue<IncidentChanged> queue;
    private final EventFeed.Handle subscription;

    /** Listens to the feed, and writes on a thread of its own, since a log can block. */
    public IncidentJournal(EventFeed events, CollectorCounters counters) {
        queue = new DeliveryQueue<>(
                "journal",
                counters,
                CollectorCounter.INCIDENT_LINES_DROPPED,
                changed -> LOG.info(line(changed.incident(), changed.change())));
        subscription = events.subscribe(this::heard);
    }

    @Override
    public void close() {
        subscription.close();
        queue.close();
    }

    private void heard(CollectorEvent event) {
        if (event instanceof IncidentChanged changed && changed.change() != IncidentChange.UPDATED) {
            queue.offer(changed);
        }
    }

    static String line(Incident incident, IncidentChange change) {
        String line = change.label().toUpperCase(Locale.ROOT) + " " + incident.id() + " ("
                + incident.loop().process().process() + "): " + IncidentSummary.of(incident);
        return incident.open()
                ? line
                        + IncidentSummary.waiting(incident.demand())
                                .map(who -> ", with " + who)
                                .orElse("")
                : line;
    }
}
