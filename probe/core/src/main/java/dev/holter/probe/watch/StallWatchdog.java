package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.Loop;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.host.ProcThreadAccounts;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.ThreadAccounts;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.ProcessState;
import dev.holter.probe.report.SlowCallback;
import dev.holter.probe.time.ProbeClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Watches all loops of a process in passes: each pass takes in the heartbeats that ran, sends the ones
 * that are due, follows stalls, and leaves a state when one is due. A pass takes microseconds and never
 * waits for a loop. {@link #tick} is for one thread; {@link #watch} and {@link #unwatch} are for any.
 */
public final class StallWatchdog implements AutoCloseable {
    private static final long STALLED_REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SEARCHER_KEPT_SECONDS = 3;
    /** By which part of the interval a report may come early, or late. */
    private static final int PART_EARLY = 200;

    private static final int PART_LATE = 10;

    private final WatchContext context;
    private final Findings findings;
    private final Supplier<Map<String, Long>> sinkDrops;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final Queue<List<Recorded>> recordings = new ConcurrentLinkedQueue<>();
    private final Map<LoopHandle, LoopMonitor> monitors = new HashMap<>();
    private volatile Set<Long> threadIds = Set.of();
    private boolean rehearsed;
    private long sequence;
    private long nextReportNanos;

    /**
     * Makes a watchdog.
     *
     * @param incidentPrefix unique in the world; begins the name of each incident
     * @param sinkDrops what the sinks dropped, for the state
     * @param wake wakes the thread that calls {@link #tick}; called on other threads
     */
    public StallWatchdog(
            ProbeClock clock,
            Timing timing,
            ThreadCpuClock cpuClock,
            ProcessReadings readings,
            Diagnosis diagnosis,
            String incidentPrefix,
            Drops drops,
            Findings findings,
            Supplier<Map<String, Long>> sinkDrops,
            Runnable wake) {
        this(
                clock,
                timing,
                cpuClock,
                readings,
                diagnosis,
                incidentPrefix,
                drops,
                findings,
                sinkDrops,
                wake,
                new StackSampler(clock, cpuClock, wake, StackSampler.threads(), new JvmStacks(), drops),
                new ProcThreadAccounts(cpuClock, searcher(drops), clock::nanoTime));
    }

    StallWatchdog(
            ProbeClock clock,
            Timing timing,
            ThreadCpuClock cpuClock,
            ProcessReadings readings,
            Diagnosis diagnosis,
            String incidentPrefix,
            Drops drops,
            Findings findings,
            Supplier<Map<String, Long>> sinkDrops,
            Runnable wake,
            StackSampler sampler,
            ThreadAccounts threadAccounts) {
        this.findings = findings;
        this.sinkDrops = sinkDrops;
        this.nextReportNanos = clock.nanoTime();
        this.context = new WatchContext(
                clock,
                timing,
                cpuClock,
                threadAccounts,
                readings,
                sampler,
                new PauseDetector(readings, clock),
                diagnosis,
                new IncidentBudget(incidentPrefix),
                drops,
                new RecentStalls(diagnosis),
                wake,
                new ArrayList<>());
    }

    /** One thread, which ends while there is nothing to search for. */
    private static Executor searcher(Drops drops) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                SEARCHER_KEPT_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                ProbeThreads.factory("holter-searcher"));
        thread.allowCoreThreadTimeOut(true);
        return new GuardedExecutor(
                thread,
                new Faults(
                        drops,
                        Drop.SEARCH_FAILED,
                        "Holter could not find the kernel's account of a thread, and goes on without it"));
    }

    /** The thread that calls it is from now on the one that calls {@link #tick}. */
    public void begin() {
        context.pauses().threadChanged();
        if (!rehearsed) {
            rehearsed = true;
            Rehearsal.start(context);
        }
    }

    /** Watches a loop from the next pass on; the handle names it to {@link #unwatch}. Any thread. */
    public void watch(LoopHandle handle, Loop loop, String name, RequestMeter meter, CallbackMeter callbacks) {
        requests.add(() -> begin(handle, loop, name, meter, callbacks));
    }

    /** Ends a watch at the next pass. Any thread. */
    public void unwatch(LoopHandle handle) {
        requests.add(() -> {
            LoopMonitor monitor = monitors.get(handle);
            if (monitor != null) {
                guarded(monitor, () -> monitor.leave(context.clock().nanoTime()));
            }
        });
    }

    /**
     * Says that the JVM is recorded from now on, or no longer: whether stalls that ended are kept to be
     * amended. Any thread.
     */
    public void recording(boolean goesOn) {
        requests.add(() -> context.recentStalls().recording(goesOn));
    }

    /** Leaves what the JVM recorded for the next pass, which it is to be woken for. Any thread. */
    public void recorded(List<Recorded> recorded) {
        recordings.add(recorded);
    }

    /** Java's ids of the loops' threads, as of the last report. Any thread. */
    public Set<Long> threadIds() {
        return threadIds;
    }

    /**
     * One pass.
     *
     * @return when the next is due, by {@link ProbeClock#nanoTime()}; an earlier one does no harm
     */
    public long tick() {
        long nowNanos = context.clock().nanoTime();
        context.pauses().woke(nowNanos);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
        for (LoopMonitor monitor : monitors.values()) {
            guarded(monitor, () -> monitor.tick(nowNanos));
        }
        takeInRecordings(nowNanos);
        tellSlowCallbacks();
        context.recentStalls().settleDue(nowNanos);
        report(nowNanos);
        long doneNanos = context.clock().nanoTime();
        context.pauses().worked(nowNanos, doneNanos);
        long wakeNanos = nextWakeNanos(doneNanos);
        context.pauses().sleepUntil(wakeNanos);
        return wakeNanos;
    }

    /** Ends every watch and leaves a last state. On the thread that called {@link #tick}, after the last pass. */
    @Override
    public void close() {
        context.sampler().close();
        long nowNanos = context.clock().nanoTime();
        context.pauses().woke(nowNanos); // what held the process up until now is told as well
        monitors.values().forEach(monitor -> guarded(monitor, () -> monitor.leave(nowNanos)));
        nextReportNanos = nowNanos;
        report(nowNanos);
    }

    /** After the loops, so that a stall of which the JVM tells early has begun. */
    private void takeInRecordings(long nowNanos) {
        for (List<Recorded> recorded = recordings.poll(); recorded != null; recorded = recordings.poll()) {
            for (LoopMonitor monitor : monitors.values()) {
                monitor.recorded(recorded, nowNanos);
            }
            context.recentStalls().recorded(recorded, nowNanos).forEach(context::found);
        }
    }

    private void tellSlowCallbacks() {
        for (LoopMonitor monitor : monitors.values()) {
            for (SlowCallback slow : monitor.takeSlowCallbacks()) {
                findings.slowCallback(monitor.name(), slow);
            }
        }
    }

    private void begin(LoopHandle handle, Loop loop, String name, RequestMeter meter, CallbackMeter callbacks) {
        long nowNanos = context.clock().nanoTime();
        letGo(nowNanos);
        try {
            monitors.put(handle, new LoopMonitor(loop, name, meter, callbacks, context, nowNanos));
            nextReportNanos = nowNanos;
        } catch (Throwable adapterFault) {
            disabled(name, adapterFault);
            handle.gone();
        }
    }

    /** A loop that leaves may give its name to one that comes: no state is to hold both. */
    private void letGo(long nowNanos) {
        if (isAnyLeaving()) {
            report(nowNanos);
        }
    }

    /**
     * An adapter may throw what it likes, sneaky exceptions and errors included: it costs the service
     * the watch of this loop, and no other.
     */
    private void guarded(LoopMonitor monitor, Runnable call) {
        try {
            call.run();
        } catch (Throwable adapterFault) {
            monitor.abandon(context.clock().nanoTime());
            disabled(monitor.name(), adapterFault);
        }
    }

    private void disabled(String name, Throwable adapterFault) {
        context.drops().add(Drop.LOOP_DISABLED);
        ProbeLog.warn("Holter no longer watches the loop " + name + ", because its adapter failed", adapterFault);
    }

    /**
     * A loop that leaves is in one more state, with the last of its counts. Incidents go first: to put a state together
     * takes a process that has just started some milliseconds.
     */
    private void report(long nowNanos) {
        List<Incident> incidents = context.takeFound();
        long earliestNanos = nextReportNanos - context.timing().reportNanos() / PART_EARLY;
        if (incidents.isEmpty() && !isAnyLeaving() && nowNanos - earliestNanos < 0) {
            return;
        }
        incidents.forEach(findings::incident);
        findings.state(state(nowNanos));
        if (isAnyLeaving()) {
            letGoOfThoseThatLeft();
        }
        threadIds = monitors.values().stream().map(LoopMonitor::threadId).collect(Collectors.toUnmodifiableSet());
        boolean stalled = monitors.values().stream().anyMatch(LoopMonitor::isStalled);
        long intervalNanos = context.timing().reportNanos();
        nextReportNanos = nowNanos + (stalled ? Math.min(intervalNanos, STALLED_REPORT_NANOS) : intervalNanos);
    }

    /** Asked in every pass, where a stream would be most of what there is to compute. */
    private boolean isAnyLeaving() {
        for (LoopMonitor monitor : monitors.values()) {
            if (monitor.isLeaving()) {
                return true;
            }
        }
        return false;
    }

    private void letGoOfThoseThatLeft() {
        List<LoopHandle> gone = monitors.entrySet().stream()
                .filter(one -> one.getValue().isLeaving())
                .map(Map.Entry::getKey)
                .toList();
        for (LoopHandle handle : gone) {
            monitors.remove(handle);
            handle.gone();
        }
    }

    /** A report may come a little early or late, so as not to be a reason of its own to wake. */
    private long nextWakeNanos(long nowNanos) {
        long latestReportNanos = nextReportNanos + context.timing().reportNanos() / PART_LATE;
        long wakeNanos = latestReportNanos + 1;
        for (LoopMonitor monitor : monitors.values()) {
            wakeNanos = NanoTime.earlier(wakeNanos, monitor.nextWakeNanos(nowNanos));
        }
        return NanoTime.later(wakeNanos - latestReportNanos > 0 ? nextReportNanos : wakeNanos, nowNanos);
    }

    private ProcessState state(long nowNanos) {
        List<LoopState> loops = new ArrayList<>(monitors.size());
        for (LoopMonitor monitor : monitors.values()) {
            guarded(monitor, () -> monitor.state(nowNanos).ifPresent(loops::add));
        }
        context.pauses().readProcessCpu(nowNanos);
        Map<String, Long> dropped = context.drops().totals();
        sinkDrops.get().forEach((what, count) -> dropped.merge(what, count, Long::sum));
        return new ProcessState(
                ++sequence,
                context.clock().epochNanos(),
                context.pauses().processCpu().nanos(),
                context.pauses().totals(),
                dropped,
                loops);
    }
}
