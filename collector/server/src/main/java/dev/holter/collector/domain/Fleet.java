package dev.holter.collector.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every process that reports or did so lately, and the incidents of their loops. Safe for any thread;
 * no method waits for anything but another short one of these. What it returns is immutable.
 *
 * <p>A process is named by its service and process. Where a stream comes under a name that a live
 * stream has already:
 *
 * <ul>
 *   <li>the same run takes over, since a probe notices a broken connection before the collector does;
 *   <li>a run that started later takes over, since that is what a restart behind a half-open connection
 *       looks like;
 *   <li>a run that started earlier, or at the same time, is refused. Two processes that were given one
 *       name would otherwise push each other out for ever, and their counters would be taken for one
 *       another's.
 * </ul>
 */
public final class Fleet {
    private static final Comparator<ProcessKey> BY_NAME =
            Comparator.comparing(ProcessKey::service).thenComparing(ProcessKey::process);

    private final Retention retention;
    private final TreeMap<ProcessKey, KnownProcess> processes = new TreeMap<>(BY_NAME);
    private final IncidentLog incidents;

    /** A fleet of nobody, with the default retention. */
    public Fleet() {
        this(Retention.defaults());
    }

    /** A fleet of nobody. */
    public Fleet(Retention retention) {
        this.retention = retention;
        this.incidents = new IncidentLog(retention.incidents());
    }

    /** A process opens a stream. Refused where the name is another's. */
    public synchronized Outcome<Admission> introduce(ProcessIdentity identity, Instant now) {
        KnownProcess known = processes.get(identity.key());
        if (known == null) {
            return admit(identity, now, Optional.empty(), List.of());
        }
        Optional<Session> superseded = known.isUp() ? Optional.of(known.session()) : Optional.empty();
        if (known.isRun(identity.runId())) {
            known.reconnect(identity);
            return new Outcome.Taken<>(
                    new Admission(known.session(), known.view().status(), superseded, List.of()));
        }
        Instant holderStart = known.session().identity().startedAt();
        if (known.isUp() && !identity.startedAt().isAfter(holderStart)) {
            return Refusal.because(
                    Refusal.Reason.NAME_TAKEN,
                    "introduction.process",
                    "another process reports under this service and process; give each process a name of its own");
        }
        return admit(identity, now, superseded, incidents.closeAll(identity.key(), now));
    }

    /** A report came. Known where it repeats the one before; refused where it cannot follow that one. */
    public synchronized Outcome<ProcessStatus> report(Session session, ProcessState state, Instant now) {
        return live(session).map(process -> process.report(state, now)).orElseGet(Fleet::superseded);
    }

    /**
     * An incident came, whose loop is of the session's process. Known where its revision is not newer
     * than the one that is there.
     */
    public synchronized Outcome<LoggedIncident> incident(Session session, Incident incident) {
        Optional<KnownProcess> process = live(session);
        if (process.isEmpty()) {
            return superseded();
        }
        if (!process.get().mayHaveIncident(incident.loop().loop())
                && incidents.find(incident.id()).isEmpty()) {
            return Refusal.because(
                    Refusal.Reason.UNKNOWN_LOOP,
                    "incident.loop",
                    "no report of this run has named the loop \""
                            + incident.loop().loop() + "\"");
        }
        return incidents.put(incident);
    }

    /**
     * A stream ended. Its process is kept for a while, and what is open of it is closed, since nobody
     * will tell when it ends. Empty where another stream of the process has taken over.
     */
    public synchronized Optional<Departure> disconnect(Session session, Instant now) {
        return live(session).map(process -> {
            process.disconnect(now);
            return new Departure(
                    process.view().status(),
                    incidents.closeAll(session.identity().key(), now));
        });
    }

    /** Forgets processes that have been gone for longer than the retention. To be called now and then. */
    public synchronized void expire(Instant now) {
        Instant limit = now.minus(retention.disconnected());
        processes.values().removeIf(process -> process.disconnectedBefore(limit));
    }

    /** Every process that is known, in the order of service and process. */
    public synchronized List<ProcessStatus> processes() {
        List<ProcessStatus> statuses = new ArrayList<>(processes.size());
        for (KnownProcess process : processes.values()) {
            statuses.add(process.view().status());
        }
        return statuses;
    }

    /** Incidents, newest first. */
    public synchronized List<Incident> incidents() {
        return incidents.newestFirst();
    }

    /** One incident. */
    public synchronized Optional<Incident> incident(String id) {
        return incidents.find(id);
    }

    /** Everything that rules look at. */
    public synchronized FleetView view(Instant now) {
        List<ProcessView> views = new ArrayList<>(processes.size());
        for (KnownProcess process : processes.values()) {
            views.add(process.view());
        }
        return new FleetView(now, views, incidents.latestByLoop());
    }

    private Outcome<Admission> admit(
            ProcessIdentity identity, Instant now, Optional<Session> superseded, List<Incident> closed) {
        KnownProcess process = new KnownProcess(identity, now);
        processes.put(identity.key(), process);
        return new Outcome.Taken<>(
                new Admission(process.session(), process.view().status(), superseded, closed));
    }

    /** The process whose stream this is; empty once another stream has taken over. */
    private Optional<KnownProcess> live(Session session) {
        return Optional.ofNullable(processes.get(session.identity().key()))
                .filter(process -> process.isUp() && process.session() == session);
    }

    private static <T> Outcome<T> superseded() {
        return Refusal.because(
                Refusal.Reason.SUPERSEDED, "introduction", "a newer stream of the same process has taken over");
    }
}
