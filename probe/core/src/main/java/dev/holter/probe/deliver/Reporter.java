package dev.holter.probe.deliver;

import dev.holter.probe.ProbeSink;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.ProcessIdentity;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.watch.Drop;
import dev.holter.probe.watch.Drops;
import dev.holter.probe.watch.Findings;
import dev.holter.probe.watch.ProbeLog;
import dev.holter.probe.watch.ProbeThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings findings to the sinks on a thread of its own, so that a sink that is slow holds up nobody but
 * itself and other sinks. The methods of {@link Findings} and {@link #sinkDrops()} do not block.
 */
public final class Reporter implements Findings, AutoCloseable {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_WAITING = 256;

    private final ProcessIdentity identity;
    private final List<ProbeSink> sinks;
    private final Drops drops;
    private final Runnable check;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private @Nullable ProcessState state;
    /** By incident, so that a newer revision takes the place of one that still waits. */
    private Map<String, Incident> incidents = new LinkedHashMap<>();

    private boolean ended;
    /** Of the reporter's thread. */
    private boolean checkFailed;

    /**
     * Makes a reporter.
     *
     * @param check called about once a second on the reporter's thread; must not block for long
     */
    public Reporter(ProcessIdentity identity, List<ProbeSink> sinks, Drops drops, Runnable check) {
        this.identity = identity;
        this.sinks = new CopyOnWriteArrayList<>(sinks);
        this.drops = drops;
        this.check = check;
        this.thread = ProbeThreads.factory("holter-reporter").newThread(this::run);
    }

    /** Starts the sinks, and delivers from now on. */
    public void start() {
        thread.start();
    }

    @Override
    public void state(ProcessState newState) {
        lock.lock();
        try {
            state = newState;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void incident(Incident incident) {
        lock.lock();
        try {
            if (incidents.size() >= MOST_WAITING && !incidents.containsKey(incident.id())) {
                drops.add(Drop.INCIDENT_QUEUE_FULL);
                return;
            }
            incidents.put(incident.id(), incident);
            work.signal();
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            ended = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }

    private void run() {
        forEachSink(sink -> sink.start(identity));
        while (deliverNext()) {
            runCheck();
        }
        forEachSink(ProbeSink::close);
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

    /** Waits for work, a second at most, and delivers it; false when there is none and there will be none. */
    private boolean deliverNext() {
        ProcessState nextState;
        List<Incident> nextIncidents;
        lock.lock();
        try {
            awaitWork();
            if (state == null && incidents.isEmpty()) {
                return !ended;
            }
            nextState = state;
            nextIncidents = new ArrayList<>(incidents.values());
            state = null;
            incidents = new LinkedHashMap<>();
        } finally {
            lock.unlock();
        }
        if (nextState != null) {
            forEachSink(sink -> sink.state(nextState));
        }
        nextIncidents.forEach(incident -> forEachSink(sink -> sink.incident(incident)));
        return true;
    }

    private void awaitWork() {
        long leftNanos = CHECK_NANOS;
        while (state == null && incidents.isEmpty() && !ended && leftNanos > 0) {
            try {
                leftNanos = work.awaitNanos(leftNanos);
            } catch (InterruptedException strange) {
                // Nobody has reason to interrupt this thread, and it goes on.
                return;
            }
        }
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
            if (sinks.remove(sink)) {
                drops.add(Drop.SINK_DISABLED);
                ProbeLog.warn(
                        "Holter no longer reports to " + sink.getClass().getName() + ", because it failed", fault);
            }
        }
    }
}
