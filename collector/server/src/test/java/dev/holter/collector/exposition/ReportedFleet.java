package dev.holter.collector.exposition;

import dev.holter.collector.domain.Admission;
import dev.holter.collector.domain.Cause;
import dev.holter.collector.domain.Fleet;
import dev.holter.collector.domain.Incident;
import dev.holter.collector.domain.LoopState;
import dev.holter.collector.domain.Outcome;
import dev.holter.collector.domain.ProcessIdentity;
import dev.holter.collector.domain.ProcessKey;
import dev.holter.collector.domain.ProcessState;
import dev.holter.collector.domain.ProcessStatus;
import dev.holter.collector.domain.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A real fleet, told by a test what probes would tell it, at a time that the test sets. */
public final class ReportedFleet implements InstantSource {
    /** When every probe of the fleet started. */
    public static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private final Fleet fleet = new Fleet();
    private volatile Instant now = START.plusSeconds(60);
    private long sequence;
    private volatile boolean failing;

    public Fleet fleet() {
        return fleet;
    }

    /** Makes the clock throw a planted fault. */
    public void failFromNowOn() {
        failing = true;
    }

    @Override
    public Instant instant() {
        if (failing) {
            throw new IllegalStateException("planted");
        }
        return now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    public Session connect(String service, String process) {
        ProcessIdentity identity = new ProcessIdentity(
                new ProcessKey(service, process),
                "run-1",
                START,
                4711,
                "host",
                "OpenJDK 25",
                "0.1.0",
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(1));
        return taken(fleet.introduce(identity, now), Admission.class).session();
    }

    public ProcessStatus report(Session session, LoopState... loops) {
        return report(session, Map.of(), Map.of(), loops);
    }

    public ProcessStatus report(Session session, Map<Cause, Long> pauses, Map<String, Long> drops, LoopState... loops) {
        ProcessState state =
                new ProcessState(++sequence, now, OptionalLong.of(12_500_000_000L), pauses, drops, List.of(loops));
        return taken(fleet.report(session, state, now), ProcessStatus.class);
    }

    public void incident(Session session, Incident incident) {
        if (!(fleet.incident(session, incident) instanceof Outcome.Taken<?>)) {
            throw new AssertionError("not taken: " + incident.id());
        }
    }

    public void disconnect(Session session) {
        if (fleet.disconnect(session, now).isEmpty()) {
            throw new AssertionError("was not connected: " + session);
        }
    }

    private static <T> T taken(Outcome<T> outcome, Class<T> type) {
        if (outcome instanceof Outcome.Taken<T>(T value)) {
            return type.cast(value);
        }
        throw new AssertionError("not taken: " + outcome);
    }
}
