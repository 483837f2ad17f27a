package dev.holter.collector.notify;

import dev.holter.collector.counter.CollectorCounter;
import dev.holter.collector.counter.CollectorCounters;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.IncidentChange;
import dev.holter.collector.event.CollectorEvent;
import dev.holter.collector.event.CollectorEvent.IncidentChanged;
import dev.holter.collector.event.EventFeed;
import dev.holter.collector.explain.Advice;
import dev.holter.collector.explain.IncidentSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line to the collector's log when an incident opens, when it ends, and when an amendment changes what it says. */
public final class IncidentJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Incident");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final DeliveryQueue<IncidentChanged> queue;
    private final EventFeed.Handle subscription;
    /** The latest lines; the writing thread's. */
    private final Map<String, String> told = new LatestLines();

    /** Listens to the feed, and writes on a thread of its own, since a log can block. */
    public IncidentJournal(EventFeed events, CollectorCounters counters) {
        queue = new DeliveryQueue<>("journal", counters, CollectorCounter.INCIDENT_LINES_DROPPED, this::write);
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

    /** What is amended without another word for people, as by a sentence of evidence, was told already. */
    private void write(IncidentChanged changed) {
        String words = words(changed.incident());
        String before = told.put(changed.incident().id(), words);
        if (changed.change() != IncidentChange.AMENDED || !words.equals(before)) {
            LOG.info("{} {}", changed.change().label().toUpperCase(Locale.ROOT), words);
        }
    }

    /** What, since when, where, waiting for what, who is delayed, what to do about it: on one line. */
    private static String words(Incident incident) {
        String line = incident.id() + " (" + incident.loop().process().process() + "): "
                + (incident.open() ? "since " : "at ")
                + TIME.format(incident.startedAt()) + " " + IncidentSummary.of(incident)
                + IncidentSummary.delayed(incident).map(who -> ", " + who).orElse("")
                + ". What helps: " + Advice.inBrief(incident);
        // A probe may send anything: whoever reads the log is not to take a part of a line for a line.
        return line.replaceAll("\\p{Cntrl}+", " ");
    }

    private static final class LatestLines extends LinkedHashMap<String, String> {
        private static final int MOST = 200;
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    }
}
