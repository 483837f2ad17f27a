package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.Loop;
import dev.holter.probe.RequestMeter;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.LoopState;
import dev.holter.probe.report.SlowCallback;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one loop: sends its heartbeats on a fixed schedule of due times, one at a time, takes in the
 * ones that ran, and follows the stall when one does not. Watchdog thread only.
 */
final class LoopMonitor {
    /** An idle loop has run a heartbeat by then, and hardly ever more. */
    private static final long ALONE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Loop loop;
    private final String name;
    private final String kind;
    private final RequestMeter requests;
    private final CallbackMeter callbacks;
    private final BeatCallbacks sinceBeat;
    private final WatchContext context;
    private final Timing timing;

    private final Heartbeat heartbeat;
    private final LagRecorder lags;
    private final LoopTotal cpu;
    private final LoopAccount kernel;
    private final RequestRate requestRate = new RequestRate();
    private final Pace pace;
    private final Slumber slumber = new Slumber();
    private final StallTotals stallTotals = new StallTotals();

    private long dueNanos;
    /** Intervals from one beat to the next, by the pace at the last look. */
    private int stepsToNext = 1;

    private boolean outstanding;
    private long number;
    /** The greatest age at which the outstanding heartbeat was seen not to have run. */
    private long latestAgeNanos;

    private long heartbeats;
    private boolean leaving;
    private boolean abandoned;
    private long lastTakenInNanos;
    private long cpuReadAtNanos;
    private long lastCpuNanos;
    private long lastRequests;
    private PauseDetector.ProcessCpu processCpuAtSend = PauseDetector.ProcessCpu.UNKNOWN;
    private OptionalLong cpuAtSend = OptionalLong.empty();
    private OptionalLong threadCpuAtSend = OptionalLong.empty();
    /** Written by the loop. */
    private volatile boolean turnedToWork;

    private @Nullable OpenStall stall;

    LoopMonitor(
            Loop loop,
            String name,
            RequestMeter requests,
            CallbackMeter callbacks,
            WatchContext context,
            long nowNanos) {
        this.loop = loop;
        this.name = name;
        this.kind = loop.kind();
        this.requests = requests;
        this.callbacks = callbacks;
        this.sinceBeat = new BeatCallbacks(callbacks);
        this.context = context;
        this.timing = context.timing();
        this.heartbeat = new Heartbeat(context.clock());
        this.lags = new LagRecorder(timing.heartbeatNanos());
        this.pace = new Pace(timing.heartbeatNanos());
        this.cpu = new LoopTotal(context.cpuClock()::cpuNanos);
        this.kernel = new LoopAccount(context.threadAccounts(), context.readings(), context.pauses());
        this.dueNanos = nowNanos;
        this.lastTakenInNanos = nowNanos;
    }

    String name() {
        return name;
    }

    /** One pass. */
    void tick(long nowNanos) {
        if (leaving) {
            return;
        }
        if (outstanding) {
            if (heartbeat.lastRun() < number) {
                late(nowNanos);
            } else if (heartbeat.startedNanos() - nowNanos <= 0) {
                takeIn(nowNanos);
            } // else this pass may have been held up, and the next one knows by what
        }
        if (turnedToWork && !outstanding) {
            bringForward(nowNanos);
        }
        if (!outstanding && !leaving && nowNanos - dueNanos >= 0) {
            if (sleepsOn(nowNanos)) {
                leaveOut(nowNanos);
            } else {
                send(nowNanos);
            }
        }
    }

    /** When the next pass is due, at the latest. */
    long nextWakeNanos(long nowNanos) {
        if (!outstanding) {
            return dueNanos;
        }
        long ageNanos = nowNanos - dueNanos;
        if (pace.isIdle() && ageNanos < ALONE_NANOS) {
            return dueNanos + ALONE_NANOS; // to see what the loop's CPU time is after the beat alone
        }
        // One wake for each beat: the beat that ran is taken in when the next is due.
        long steps = Math.max(stepsToNext, ageNanos / timing.heartbeatNanos() + 1);
        long nextDueNanos = dueNanos + steps * timing.heartbeatNanos();
        if (stall != null) {
            return NanoTime.earlier(nextDueNanos, NanoTime.later(stall.nextWakeNanos(), nowNanos));
        }
        long thresholdNanos = dueNanos + timing.thresholdNanos();
        return thresholdNanos - nowNanos > 0 ? NanoTime.earlier(nextDueNanos, thresholdNanos) : nextDueNanos;
    }

    /** Ends the watch. An open stall ends with it, as far as it was seen. */
    void leave(long nowNanos) {
        endOpenStall(demand(), nowNanos);
        outstanding = false;
        leaving = true;
        context.recentStalls().settle(stallTotals);
    }

    /** Ends the watch of a loop whose adapter failed: nothing is asked of it any more. */
    void abandon(long nowNanos) {
        leaving = true;
        abandoned = true;
        endOpenStall(new Demand(OptionalDouble.empty(), OptionalLong.empty(), OptionalInt.empty()), nowNanos);
        context.recentStalls().settle(stallTotals);
    }

    /** The slow callbacks since the last time. */
    List<SlowCallback> takeSlowCallbacks() {
        return callbacks.takeSlow();
    }

    /** What the JVM recorded up to now. */
    void recorded(List<Recorded> recorded, long nowNanos) {
        if (stall != null) {
            stall.recorded(recorded, nowNanos);
        }
    }

    /** Java's id of the thread that ran the last heartbeat; {@link Recorded#PROCESS}, which none has, before the first. */
    long threadId() {
        Thread thread = heartbeat.thread();
        return thread == null ? Recorded.PROCESS : thread.getId();
    }

    /** Whether the watch has ended: the loop terminated, or nobody wants it watched. */
    boolean isLeaving() {
        return leaving;
    }

    boolean isStalled() {
        return stall != null;
    }

    /** Empty where the adapter failed. */
    Optional<LoopState> state(long nowNanos) {
        if (abandoned) {
            return Optional.empty();
        }
        if (stall != null) {
            stall.countTime(nowNanos);
        }
        boolean counts = requests.isUsed();
        long finished = requests.finishedCount();
        long started = requests.startedCount();
        return Optional.of(new LoopState(
                name,
                kind,
                heartbeats,
                lags.snapshot(),
                outstanding ? Math.max(0, nowNanos - dueNanos) : 0,
                stall == null ? OptionalLong.empty() : OptionalLong.of(stall.ageNanos(nowNanos)),
                stallTotals.totals(),
                readCpu(nowNanos),
                pending(),
                loop.liveTasks(),
                counts ? OptionalLong.of(started) : OptionalLong.empty(),
                counts ? OptionalLong.of(Math.min(started, finished)) : OptionalLong.empty(),
                counts ? requestRate.perSecond() : OptionalDouble.empty(),
                callbacks.isUsed() ? Optional.of(callbacks.state()) : Optional.empty(),
                kernel.runDelayNanos(heartbeat.thread())));
    }

    private boolean sleepsOn(long nowNanos) {
        return pace.isIdle()
                && requests.startedCount() == lastRequests
                && slumber.goesOn(readCpu(nowNanos))
                && !callbacks.isBusy()
                && loop.pendingTasks().orElse(0) == 0;
    }

    private void leaveOut(long nowNanos) {
        stepsToNext = pace.asleep();
        long stepsPast = (nowNanos - dueNanos) / timing.heartbeatNanos() + 1;
        dueNanos += Math.max(stepsPast, stepsToNext) * timing.heartbeatNanos();
        listenForWork();
    }

    /** Where callbacks are timed, a loop that slept tells that it works: to wake the watchdog takes tens of microseconds. */
    private void listenForWork() {
        if (callbacks.isUsed()) {
            callbacks.onNextWork(this::turnsToWork);
        }
    }

    private void turnsToWork() {
        turnedToWork = true;
        context.wake().run();
    }

    private void bringForward(long nowNanos) {
        turnedToWork = false;
        slumber.ended();
        pace.ran(true);
        long intervalsLeft = Math.max(0, (dueNanos - nowNanos) / timing.heartbeatNanos());
        dueNanos -= intervalsLeft * timing.heartbeatNanos();
    }

    private void send(long nowNanos) {
        cpuAtSend = readCpu(nowNanos);
        threadCpuAtSend = cpu.ofThread();
        processCpuAtSend = context.pauses().processCpu();
        sinceBeat.beatIsSent(loop.pendingTasks());
        kernel.beatIsSent(heartbeat.thread());
        pace.ran(slumber.isOver(cpuAtSend));
        if (pace.isIdle()) {
            slumber.beatIsSent(heartbeat.thread(), cpuAtSend);
        }
        callbacks.onNextWork(null);
        turnedToWork = false;
        number = heartbeat.next();
        try {
            loop.execute(heartbeat);
            outstanding = true;
            latestAgeNanos = 0;
        } catch (RejectedExecutionException refused) {
            heartbeat.refused();
            context.drops().add(Drop.HEARTBEAT_REFUSED);
            leaving = loop.isTerminated();
            dueNanos += ((nowNanos - dueNanos) / timing.heartbeatNanos() + 1) * timing.heartbeatNanos();
        }
    }

    private void takeIn(long nowNanos) {
        outstanding = false;
        heartbeats++;
        long ranAtNanos = heartbeat.startedNanos();
        // A thread that loses its processor between reading the clock and saying so has stood as long as
        // was seen, and what was reported of that cannot be taken back.
        long lagNanos = Math.max(latestAgeNanos, ranAtNanos - dueNanos);
        long beatsDue = lags.ran(lagNanos);
        endStall(lagNanos, nowNanos);
        stepsToNext = nextPace(nowNanos);
        if (pace.isIdle()) {
            slumber.beatRan(heartbeat.thread(), readCpu(nowNanos));
            if (slumber.isAsleep()) {
                stepsToNext = pace.asleep();
                listenForWork();
            }
        } else {
            slumber.ended();
        }
        dueNanos += Math.max(beatsDue, stepsToNext) * timing.heartbeatNanos();
    }

    private void late(long nowNanos) {
        long ageNanos = nowNanos - dueNanos;
        if (loop.isTerminated()) {
            // It will never run what it still had in its queue: the heartbeat is lost, not late.
            leave(nowNanos);
            return;
        }
        if (latestAgeNanos == 0) {
            kernel.late(heartbeat.thread());
        }
        latestAgeNanos = ageNanos;
        lags.outstanding(ageNanos);
        if (stall == null) {
            long ranNanos = ageNanos - context.pauses().overlapNanos(dueNanos, nowNanos);
            if (ranNanos < timing.thresholdNanos()) {
                return;
            }
            stall = beginStall(nowNanos);
        }
        Demand demand = demand();
        stall.goesOn(heartbeat.thread(), readCpu(nowNanos), demand, sinceBeat.activity(demand.pending()), nowNanos);
    }

    /** A heartbeat may turn out to have been late by the threshold only after it ran. */
    private void endStall(long lagNanos, long nowNanos) {
        if (stall == null && lagNanos >= timing.thresholdNanos()) {
            stall = beginStall(nowNanos);
        }
        if (stall != null) {
            stall.ended(heartbeat.thread(), lagNanos, readCpu(nowNanos), demand(), nowNanos);
            stall = null;
            requestRate.stoodStill(lagNanos);
        }
    }

    /** One that an adapter's fault keeps from ending is left for {@link #abandon}. */
    private void endOpenStall(Demand demand, long nowNanos) {
        if (stall != null) {
            stall.ended(heartbeat.thread(), nowNanos - dueNanos, readCpu(nowNanos), demand, nowNanos);
            stall = null;
        }
    }

    private OpenStall beginStall(long nowNanos) {
        StackSchedule stacks = new StackSchedule(
                context.sampler(),
                loop::carriedThread,
                kernel,
                context.drops(),
                heartbeat,
                number,
                dueNanos,
                threadCpuAtSend,
                timing.thresholdNanos());
        // Both clocks now: since the pass began this thread may have lost its processor.
        long dueAtEpochNanos = context.clock().epochNanos() - (context.clock().nanoTime() - dueNanos);
        OpenStall.Start start =
                new OpenStall.Start(name, kind, threadId(), dueNanos, dueAtEpochNanos, cpuAtSend, processCpuAtSend);
        return new OpenStall(context, start, stacks, kernel, stallTotals, nowNanos);
    }

    private int nextPace(long nowNanos) {
        // A pass that comes early takes a beat in at once, with little time to set its cost against.
        long elapsedNanos = Math.max(timing.heartbeatNanos(), nowNanos - lastTakenInNanos);
        OptionalLong total = readCpu(nowNanos);
        long cpuNanos = total.isPresent() ? total.getAsLong() - lastCpuNanos : -1;
        long started = requests.startedCount();
        long newRequests = started - lastRequests;
        requestRate.add(nowNanos, started);
        lastTakenInNanos = nowNanos;
        lastCpuNanos = total.orElse(0);
        lastRequests = started;
        return pace.next(elapsedNanos, cpuNanos, newRequests);
    }

    /** Reads it once in a pass: nine tenths of what a pass costs. */
    private OptionalLong readCpu(long nowNanos) {
        Thread thread = heartbeat.thread();
        if (thread == null || (cpu.isKnown() && cpuReadAtNanos == nowNanos)) {
            return cpu.total();
        }
        cpuReadAtNanos = nowNanos;
        return cpu.read(thread);
    }

    private Demand demand() {
        if (!requests.isUsed()) {
            return new Demand(OptionalDouble.empty(), OptionalLong.empty(), pending());
        }
        long finished = requests.finishedCount();
        long inFlight = Math.max(0, requests.startedCount() - finished);
        return new Demand(requestRate.perSecond(), OptionalLong.of(inFlight), pending());
    }

    /** A heartbeat that waits in the queue is not the application's. */
    private OptionalInt pending() {
        OptionalInt pending = loop.pendingTasks();
        return outstanding && pending.isPresent() ? OptionalInt.of(Math.max(0, pending.getAsInt() - 1)) : pending;
    }
}
