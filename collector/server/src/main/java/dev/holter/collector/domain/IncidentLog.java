package dev.holter.collector.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The incidents that are kept, in the order in which they were first heard of. Not safe for several threads. */
final class IncidentLog {
    private static final String END_UNSEEN =
            "The probe's stream ended while the loop was stalled: the end of the stall was not seen.";

    private final int capacity;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private final Map<LoopKey, Incident> latest = new HashMap<>();

    IncidentLog(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a revision if it is newer than what is known, or tells that a stall went on after the stream broke. */
    Outcome<LoggedIncident> put(Incident incident) {
        Entry known = entries.get(incident.id());
        if (known == null) {
            int dropped = makeRoom();
            return store(incident, incident.open() ? IncidentChange.OPENED : IncidentChange.ENDED, dropped);
        }
        if (!known.incident.loop().equals(incident.loop())) {
            return Refusal.because(
                    Refusal.Reason.FOREIGN_INCIDENT,
                    "incident.id",
                    "an incident of this name belongs to another loop; names are unique");
        }
        boolean newer = incident.revision() > known.incident.revision();
        boolean goesOn = known.endUnseen && incident.open() && incident.revision() == known.incident.revision();
        if (!newer && !goesOn) {
            return new Outcome.Known<>();
        }
        if (incident.open() && !known.incident.open() && !known.endUnseen) {
            return Refusal.because(
                    Refusal.Reason.ENDED_INCIDENT,
                    "incident.open",
                    "the incident \"" + incident.id() + "\" has ended, and does not open again");
        }
        return store(incident.after(known.incident, known.most), known.changeTo(incident), 0);
    }

    /** Closes what is open of a process, since nobody will tell when it ends. */
    List<Incident> closeAll(ProcessKey process, Instant now) {
        List<Incident> closed = new ArrayList<>();
        for (Entry entry : entries.values()) {
            Incident incident = entry.incident;
            if (incident.open() && incident.loop().process().equals(process)) {
                entry.incident = incident.closedUnseen(now, entry.most, END_UNSEEN);
                entry.endUnseen = true;
                // It says nothing of the loop any more: should the stall go on, a report or a revision will tell.
                latest.remove(incident.loop(), incident);
                closed.add(entry.incident);
            }
        }
        return closed;
    }

    Optional<Incident> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.incident);
    }

    /** Newest first. */
    List<Incident> newestFirst() {
        List<Incident> incidents = new ArrayList<>(entries.size());
        for (Entry entry : entries.sequencedValues().reversed()) {
            incidents.add(entry.incident);
        }
        return incidents;
    }

    /** Of each loop that has any whose end was not missed, the incident that started last. A copy. */
    Map<LoopKey, Incident> latestByLoop() {
        return Map.copyOf(latest);
    }

    private Outcome<LoggedIncident> store(Incident incident, IncidentChange change, int dropped) {
        entries.computeIfAbsent(incident.id(), id -> new Entry(incident)).replace(incident);
        remember(incident);
        return new Outcome.Taken<>(new LoggedIncident(incident, change, dropped));
    }

    private void remember(Incident incident) {
        latest.merge(
                incident.loop(), incident, (known, more) -> known.startedAt().isAfter(more.startedAt()) ? known : more);
    }

    private int makeRoom() {
        int dropped = 0;
        while (entries.size() >= capacity) {
            Incident victim = victim();
            entries.remove(victim.id());
            latest.remove(victim.loop(), victim);
            dropped++;
        }
        return dropped;
    }

    /** The oldest that is closed; the oldest of all where every one is open. */
    private Incident victim() {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        Incident oldest = oldestFirst.next().incident;
        Incident victim = oldest;
        while (victim.open() && oldestFirst.hasNext()) {
            victim = oldestFirst.next().incident;
        }
        return victim.open() ? oldest : victim;
    }

    private static final class Entry {
        Incident incident;
        /** What waited at most, in any revision. */
        Demand most;

        boolean endUnseen;

        Entry(Incident incident) {
            this.incident = incident;
            this.most = incident.demand();
        }

        IncidentChange changeTo(Incident newer) {
            if (newer.open()) {
                return endUnseen ? IncidentChange.OPENED : IncidentChange.UPDATED;
            }
            return incident.open() || endUnseen ? IncidentChange.ENDED : IncidentChange.AMENDED;
        }

        void replace(Incident newer) {
            incident = newer;
            most = newer.demand().orMoreThan(most);
            endUnseen = false;
        }
    }
}
