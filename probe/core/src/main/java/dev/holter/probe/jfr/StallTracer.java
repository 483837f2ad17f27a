package dev.holter.probe.jfr;

import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.SlowCallback;
import dev.holter.probe.time.ProbeClock;
import dev.holter.probe.watch.Findings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Leaves each stall and each slow callback in the JVM's recordings, ours and everybody's, as one event. A
 * stall's spans the time from when it was noticed until it ended, because the recorder lets nobody begin
 * an event in the past; it says when the stall began and how long it was. It is written some seconds
 * after the end, with what was then known of the cause. Made and closed on one thread; findings are
 * taken on the watchdog's.
 */
final class StallTracer implements Findings, AutoCloseable {
    private static final long AMENDED_UNTIL_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final class Traced {
        final StallEvent event = new StallEvent();

        @Nullable
        Incident last;

        boolean ended;
        long endedAtNanos;
    }

    private final ProbeClock clock;
    private final Map<String, Traced> byIncident = new HashMap<>();

    /** Makes Holter's events known to the recorder; they stay known, as another probe may use them as well. */
    StallTracer(ProbeClock clock) {
        this.clock = clock;
        FlightRecorder.register(ClockMark.class);
        FlightRecorder.register(StallEvent.class);
        FlightRecorder.register(SlowCallbackEvent.class);
    }

    @Override
    public synchronized void incident(Incident incident) {
        Traced traced = byIncident.get(incident.id());
        if (traced == null) {
            traced = new Traced();
            traced.event.begin();
            byIncident.put(incident.id(), traced);
        }
        traced.last = incident;
        if (!incident.open() && !traced.ended) {
            traced.event.end();
            traced.ended = true;
            traced.endedAtNanos = clock.nanoTime();
        }
    }

    @Override
    public synchronized void state(ProcessState state) {
        long nowNanos = clock.nanoTime();
        byIncident.values().removeIf(traced -> {
            boolean done = traced.ended && nowNanos - traced.endedAtNanos >= AMENDED_UNTIL_NANOS;
            if (done) {
                write(traced);
            }
            return done;
        });
    }

    @Override
    public void slowCallback(String loop, SlowCallback callback) {
        SlowCallbackEvent event = new SlowCallbackEvent();
        if (event.shouldCommit()) {
            event.loop = loop;
            event.callback = callback.type();
            event.ranFor = callback.tookNanos();
            event.commit();
        }
    }

    /** Writes what is left. */
    @Override
    public synchronized void close() {
        byIncident.values().forEach(StallTracer::write);
        byIncident.clear();
    }

    private static void write(Traced traced) {
        Incident incident = traced.last;
        StallEvent event = traced.event;
        if (incident == null || !event.shouldCommit()) {
            return;
        }
        event.loop = incident.loop();
        event.stalledSince = TimeUnit.NANOSECONDS.toMillis(incident.startedAtEpochNanos());
        event.stalledFor = incident.durationNanos();
        event.cause = incident.cause().name().toLowerCase(Locale.ROOT);
        event.confidence = (float) incident.confidence();
        event.culprit = incident.culprit().map(StackTraceElement::toString).orElse(null);
        event.detail = incident.details().isEmpty() ? null : new TreeMap<>(incident.details()).toString();
        event.incident = incident.id();
        event.commit();
    }
}
