package dev.holter.probe.stream;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the collector: the newest state, and a bounded table of incidents that have not been
 * acknowledged, one revision each. The reporter's thread puts in, the driver's thread takes out; each
 * call holds a lock for a short, bounded time.
 *
 * <p>States replace each other, because each holds all totals: skipping one costs resolution and no
 * count. An incident stays until the collector has acknowledged its newest revision. Incidents go before
 * states, except that a loop has to be named by a state of the same stream before any of its incidents
 * goes: a collector that has just started knows nothing of an earlier stream. An incident whose loop no
 * state names any more therefore waits until newer ones push it out.
 */
final class Outbox {
    /** How many streams may end over an incident before it is given up. */
    static final int MAX_REJECTIONS = 3;

    /** A process that makes and drops loops without end must not fill the memory with their names. */
    private static final int MAX_NAMED_LOOPS = 10_000;

    private final int capacity;
    private final DropCounters drops;
    private final Map<String, Waiting> incidents = new LinkedHashMap<>();
    private final Set<String> namedLoops = new HashSet<>();
    private @Nullable ProcessState state;
    private boolean stateWasSent;
    private boolean stateIsOnStream;

    /**
     * @param capacity how many incidents wait at most; at least 1
     */
    Outbox(int capacity, DropCounters drops) {
        this.capacity = capacity;
        this.drops = drops;
    }

    synchronized void put(ProcessState newest) {
        if (state != null && !stateWasSent) {
            drops.count(Drop.STATE_SKIPPED);
        }
        state = newest;
        stateWasSent = false;
        stateIsOnStream = false;
    }

    synchronized void put(Incident incident) {
        Waiting waiting = incidents.get(incident.id());
        if (waiting != null) {
            waiting.amend(incident);
            return;
        }
        if (incidents.size() == capacity) {
            dropOldest();
        }
        incidents.put(incident.id(), new Waiting(incident));
    }

    /** From here on everything is to be sent again, the newest state first. */
    synchronized void streamBegan() {
        stateIsOnStream = false;
        namedLoops.clear();
        incidents.values().forEach(Waiting::streamBegan);
    }

    /** The next incident to send on this stream, oldest first; counts as sent. */
    synchronized Optional<Incident> nextIncident() {
        for (Waiting waiting : incidents.values()) {
            if (waiting.isUnsent() && namedLoops.contains(waiting.incident.loop())) {
                return Optional.of(waiting.send());
            }
        }
        return Optional.empty();
    }

    /** The newest state, unless this stream has it; counts as sent. */
    synchronized Optional<ProcessState> nextState() {
        if (state == null || stateIsOnStream) {
            return Optional.empty();
        }
        stateWasSent = true;
        stateIsOnStream = true;
        nameLoops(state);
        return Optional.of(state);
    }

    /** The collector has this revision, and with it every earlier one. */
    synchronized void acknowledged(String id, long revision) {
        Waiting waiting = incidents.get(id);
        if (waiting != null && waiting.incident.revision() <= revision) {
            incidents.remove(id);
        }
    }

    /**
     * The collector ended the stream over a message. It takes messages in order and acknowledges what it
     * takes, so the suspect is the oldest incident that was sent and not acknowledged. Without this, one
     * incident that a collector does not take would keep all others from it for ever.
     */
    synchronized void streamRejected() {
        Iterator<Waiting> oldestFirst = incidents.values().iterator();
        while (oldestFirst.hasNext()) {
            Waiting waiting = oldestFirst.next();
            if (waiting.sentRevision > 0) {
                if (++waiting.rejections >= MAX_REJECTIONS) {
                    oldestFirst.remove();
                    drops.count(Drop.INCIDENT_REJECTED);
                }
                return;
            }
        }
    }

    /** How many incidents wait for an acknowledgement. */
    synchronized int waitingIncidents() {
        return incidents.size();
    }

    private void dropOldest() {
        Iterator<Waiting> oldestFirst = incidents.values().iterator();
        oldestFirst.next();
        oldestFirst.remove();
        drops.count(Drop.INCIDENT_QUEUE_FULL);
    }

    private void nameLoops(ProcessState sent) {
        if (namedLoops.size() > MAX_NAMED_LOOPS) {
            namedLoops.clear();
        }
        for (LoopState loop : sent.loops()) {
            namedLoops.add(loop.loop());
        }
    }

    /** One incident; revisions start at 1, so that 0 stands for none. */
    private static final class Waiting {
        private Incident incident;
        private long sentRevision;
        private int rejections;

        Waiting(Incident incident) {
            this.incident = incident;
        }

        void amend(Incident newer) {
            if (newer.revision() > incident.revision()) {
                incident = newer;
            }
        }

        void streamBegan() {
            sentRevision = 0;
        }

        boolean isUnsent() {
            return sentRevision < incident.revision();
        }

        Incident send() {
            sentRevision = incident.revision();
            return incident;
        }
    }
}
