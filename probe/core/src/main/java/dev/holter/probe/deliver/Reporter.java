package dev.holter.probe.deliver;

import dev.holter.probe.ProbeSink;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.watch.Drop;
import dev.holter.probe.watch.Drops;
import dev.holter.probe.watch.Faults;
import dev.holter.probe.watch.Findings;
import dev.holter.probe.watch.ProbeLog;
import dev.holter.probe.watch.ProbeThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings findings to the sinks on a thread of its own, so that a sink that is slow holds up nobody but
 * itself and other sinks. The methods of {@link Findings} and {@link #sinkDrops()} do not block.
 *
 * <p>The thread outlives every fault of its own: what it was about to deliver is lost, counted and told
 * once, and it goes on a second later. Where it dies all the same, the next state that is left puts another in its
 * place, which goes on where it ended. So this thread looks after the watchdog's, and the watchdog's after this one;
 * neither waits for the other.
 */
public final class Reporter implements Findings, AutoCloseable {
    /** Of a thread that has nothing to do, or that has failed. It looks after the watchdog then. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_WAITING = 256;

    private final ProcessIdentity identity;
    private final List<ProbeSink> sinks;
    private final Drops drops;
    private final Faults faults;
    private final Faults deaths;
    private final Runnable check;
    private final ThreadFactory threads;

    /** A monitor, which a thread gives back however it dies. It is held for a few field accesses. */
    private final Object lock = new Object();

    private @Nullable ProcessState state;
    /** By incident, so that a newer revision takes the place of one that still waits. */
    private Map<String, Incident> incidents = new LinkedHashMap<>();

    private boolean ended;
    private @Nullable Thread thread;

    /** Of the reporter's thread, as is what follows. */
    private final Deque<ProbeSink> unstarted;

    private final Deque<Incident> taken = new ArrayDeque<>();
    private boolean checkFailed;

    /**
     * Makes a reporter.
     *
     * @param check called about once a second on the reporter's thread; must not block for long
     */
    public Reporter(ProcessIdentity identity, List<ProbeSink> sinks, Drops drops, Runnable check) {
        this(identity, sinks, drops, check, ProbeThreads.factory("holter-reporter"));
    }

    Reporter(ProcessIdentity identity, List<ProbeSink> sinks, Drops drops, Runnable check, ThreadFactory threads) {
        this.identity = identity;
        this.sinks = new CopyOnWriteArrayList<>(sinks);
        this.unstarted = new ArrayDeque<>(sinks);
        this.drops = drops;
        this.faults = new Faults(drops, Drop.REPORT_FAILED, "Holter's reporter failed and goes on");
        this.deaths = new Faults(drops, Drop.REPORTER_RESTARTED, "Holter's reporter had died and was replaced");
        this.check = check;
        this.threads = threads;
    }

    /** Starts the sinks, and delivers from now on. */
    public void start() {
        synchronized (lock) {
            startThread();
        }
    }

    @Override
    public void state(ProcessState newState) {
        synchronized (lock) {
            state = newState;
            revive();
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void incident(Incident incident) {
        synchronized (lock) {
            if (incidents.size() >= MOST_WAITING && !incidents.containsKey(incident.id())) {
                drops.add(Drop.INCIDENT_QUEUE_FULL);
                return;
            }
            incidents.put(incident.id(), incident);
            LockSupport.unpark(thread);
        }
    }

    /** What the sinks dropped, by what. */
    public Map<String, Long> sinkDrops() {
        Map<String, Long> totals = new HashMap<>();
        for (ProbeSink sink : sinks) {
            guarded(sink, () -> sink.drops().forEach((what, count) -> totals.merge(what, count, Long::sum)));
        }
        return totals;
    }

    /** Delivers what waits, closes the sinks, and waits for both for at most the given time. */
    public void close(Duration patience) {
        Thread last = end();
        if (last == null) {
            return;
        }
        try {
            last.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Thread end() {
        synchronized (lock) {
            revive();
            ended = true;
            LockSupport.unpark(thread);
            return thread;
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }

    /** Under the lock. */
    private void startThread() {
        thread = threads.newThread(this::run);
        thread.start();
    }

    /** Under the lock. No thread may be to be had; the next state comes. */
    private void revive() {
        if (ended || thread == null || thread.isAlive()) {
            return;
        }
        deaths.add(new IllegalStateException("its thread had died"));
        try {
            startThread();
        } catch (Throwable noThread) {
            faults.add(noThread);
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = step();
            } catch (Throwable fault) {
                faults.add(fault);
                rest();
            }
        }
    }

    /** Does one thing, which is not done again where it fails; whether there may be another. */
    private boolean step() {
        ProbeSink starting = unstarted.poll();
        Incident incident = starting == null ? taken.poll() : null;
        if (starting != null) {
            guarded(starting, () -> starting.start(identity));
        } else if (incident != null) {
            forEachSink(sink -> sink.incident(incident));
        } else if (deliverNext()) {
            runCheck();
        } else {
            forEachSink(ProbeSink::close);
            return false;
        }
        return true;
    }

    /** Nobody has reason to interrupt this thread. One who did would keep it from resting again. */
    private void rest() {
        LockSupport.parkNanos(this, REST_NANOS);
        Thread.interrupted();
    }

    /** Whoever is checked may be in no state to be helped; the next time comes. */
    private void runCheck() {
        try {
            check.run();
        } catch (Throwable fault) {
            if (!checkFailed) {
                checkFailed = true;
                ProbeLog.warn("Holter could not look after its watchdog, and will try again", fault);
            }
        }
    }

    /** Takes what waits and delivers the state, or rests; false when there is no work and there will be none. */
    private boolean deliverNext() {
        ProcessState nextState;
        synchronized (lock) {
            taken.addAll(incidents.values());
            incidents = new LinkedHashMap<>();
            nextState = state;
            state = null;
            if (nextState == null && taken.isEmpty() && ended) {
                return false;
            }
        }
        if (nextState != null) {
            forEachSink(sink -> sink.state(nextState));
        } else if (taken.isEmpty()) {
            rest();
        }
        return true;
    }

    private void forEachSink(java.util.function.Consumer<ProbeSink> call) {
        for (ProbeSink sink : sinks) {
            guarded(sink, () -> call.accept(sink));
        }
    }

    private void guarded(ProbeSink sink, Runnable call) {
        try {
            call.run();
        } catch (Throwable fault) {
            // Whatever it is, it must not end the one thread that serves the other sinks.
            if (remove(sink)) {
                drops.add(Drop.SINK_DISABLED);
                ProbeLog.warn(
                        "Holter no longer reports to " + sink.getClass().getName() + ", because it failed", fault);
            }
        }
    }

    /** Asks no sink whether it equals another: it might fail at that as well. */
    @SuppressWarnings("ReferenceEquality")
    private boolean remove(ProbeSink sink) {
        return sinks.removeIf(one -> one == sink);
    }
}
