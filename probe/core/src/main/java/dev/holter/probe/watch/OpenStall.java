package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.CallbackActivity;
import dev.holter.probe.diagnosis.KernelAccount;
import dev.holter.probe.diagnosis.StackCapture;
import dev.holter.probe.diagnosis.StallEvidence;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.report.Demand;
import dev.holter.probe.report.Incident;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stall from the threshold to its end: gathers evidence, has it judged, and tells the incident when
 * it opens, whenever a stack was added, and when it ends. Watchdog thread only.
 */
final class OpenStall {
    /** What the monitor knew when the heartbeat was due. */
    record Start(
            String loop,
            String kind,
            long threadId,
            long dueNanos,
            long dueEpochNanos,
            OptionalLong cpuNanos,
            PauseDetector.ProcessCpu processCpu) {}

    /** How long the first telling waits for a stack: one takes microseconds, unless the thread does not let it. */
    private static final long WAIT_FOR_STACK_NANOS = 10_000_000;
    /** How long the sinks have to take over a stall before its first stack is taken. One that ends by then has none. */
    private static final long TELLING_NANOS = 3_000_000;
    /** A thread that used less than one part in so many of the time does not compute all along. */
    private static final int COMPUTES = 2;
    /** Two readings of the process's CPU time that are nearer to each other say nothing of the stall. */
    private static final long BETWEEN_CPU_READINGS_NANOS = 5_000_000;

    private final WatchContext context;
    private final Start start;
    private final StackSchedule stacks;
    private final LoopAccount kernel;
    private final String id;
    private final boolean told;
    private final StallTotals totals;
    private final StallRecordings recordings;

    private boolean recordedSince;
    private @Nullable Verdict verdict;
    /** CPU time of the loop's thread, and the age of the stall when it was read. */
    private OptionalLong cpuNanos = OptionalLong.empty();

    private long cpuAgeNanos;
    /** The first reading within the stall, once there is one. */
    private PauseDetector.ProcessCpu processCpuFrom;

    private OptionalDouble processCpuRatio = OptionalDouble.empty();
    /** As last seen while the loop stood: what it did since then, it did after its heartbeat. */
    private CallbackActivity callbacks = CallbackActivity.NONE;

    private KernelAccount kernelAccount = KernelAccount.NONE;

    private long countedNanos;
    private long revision;

    OpenStall(
            WatchContext context,
            Start start,
            StackSchedule stacks,
            LoopAccount kernel,
            StallTotals totals,
            long nowNanos) {
        this.context = context;
        this.kernel = kernel;
        this.start = start;
        this.processCpuFrom = start.processCpu();
        this.stacks = stacks;
        this.totals = totals;
        this.recordings = new StallRecordings(start.threadId(), start.dueNanos(), context.drops());
        recordings.add(context.recentStalls().toldLately(), nowNanos);
        this.id = context.incidents().nextId();
        this.told = context.incidents().take(nowNanos);
        if (!told) {
            context.drops().add(Drop.INCIDENT_SUPPRESSED);
        }
    }

    /** The loop still stands. */
    void goesOn(
            @Nullable Thread thread,
            OptionalLong cpuClockNanos,
            Demand demand,
            CallbackActivity doneMeanwhile,
            long nowNanos) {
        long ageNanos = nowNanos - start.dueNanos();
        callbacks = doneMeanwhile;
        cpuNanos = grown(start.cpuNanos(), cpuClockNanos, ageNanos);
        cpuAgeNanos = ageNanos;
        takeProcessCpu(nowNanos);
        boolean toldFirst = isToBeToldFirst(thread, ageNanos);
        if (toldFirst) {
            stacks.postpone(nowNanos + TELLING_NANOS);
        }
        boolean newStack = stacks.collect(demand.pending());
        stacks.askIfDue(thread, nowNanos);
        long overdueNanos = ageNanos - context.timing().thresholdNanos();
        boolean waitedLong = verdict == null && overdueNanos >= WAIT_FOR_STACK_NANOS;
        if (newStack || toldFirst || waitedLong || recordedSince) {
            recordedSince = false;
            kernelAccount = kernel.standing(thread, ageNanos).after(kernelAccount);
            tell(true, context.diagnosis().judge(evidence(ageNanos, nowNanos)), ageNanos, demand);
        }
    }

    /**
     * Where a stack stops all threads, one of a thread that computes may stop them until it is done: the watchdog,
     * and those that pass on what it found. Then the stall is told before the stack is asked for.
     */
    private boolean isToBeToldFirst(@Nullable Thread thread, long ageNanos) {
        return verdict == null
                && context.sampler().stopsEveryThread()
                && !stacks.haveBegun()
                && thread != null
                && thread.getState() == Thread.State.RUNNABLE
                && cpuNanos.orElse(0) * COMPUTES >= ageNanos;
    }

    /** What the JVM recorded up to now. */
    void recorded(List<Recorded> recorded, long nowNanos) {
        recordedSince |= recordings.add(recorded, nowNanos);
    }

    /** The heartbeat has run. */
    void ended(@Nullable Thread thread, long durationNanos, OptionalLong cpuClockNanos, Demand demand, long nowNanos) {
        cpuNanos = cpuAtTheEnd(cpuClockNanos, durationNanos, nowNanos);
        if (processCpuRatio.isEmpty()) {
            takeProcessCpu(nowNanos);
        }
        stacks.end();
        kernelAccount = kernel.ended(kernelAccount, thread, durationNanos);
        StallEvidence evidence = evidence(durationNanos, nowNanos);
        Verdict last = context.diagnosis().judge(evidence);
        context.recentStalls()
                .ended(new EndedStall(
                        evidence,
                        recordings,
                        start.dueNanos() + durationNanos,
                        last,
                        tell(false, last, durationNanos, demand),
                        totals,
                        Math.max(0, durationNanos - countedNanos)));
    }

    /** Adds the time so far to the totals, once there is a verdict to add it to. */
    void countTime(long nowNanos) {
        if (verdict != null) {
            long ageNanos = nowNanos - start.dueNanos();
            totals.addTime(verdict.cause(), ageNanos - countedNanos);
            countedNanos = ageNanos;
        }
    }

    long ageNanos(long nowNanos) {
        return nowNanos - start.dueNanos();
    }

    /** When there is something to do next, at the latest. */
    long nextWakeNanos() {
        long firstTellingNanos = start.dueNanos() + context.timing().thresholdNanos() + WAIT_FOR_STACK_NANOS;
        return verdict == null ? NanoTime.earlier(firstTellingNanos, stacks.nextNanos()) : stacks.nextNanos();
    }

    /** The thread may have computed ever since its heartbeat ran: that much of the growth is not the stall's. */
    private OptionalLong cpuAtTheEnd(OptionalLong cpuClockNanos, long durationNanos, long nowNanos) {
        long ageNanos = nowNanos - start.dueNanos();
        OptionalLong now = grown(start.cpuNanos(), cpuClockNanos, ageNanos);
        if (now.isEmpty()) {
            return cpuNanos;
        }
        long standing = cpuNanos.orElse(0);
        long atLeast = Math.max(standing, now.getAsLong() - (ageNanos - durationNanos));
        long atMost = standing + Math.max(0, durationNanos - cpuAgeNanos);
        return OptionalLong.of(Math.min(durationNanos, Math.min(atLeast, atMost)));
    }

    private static OptionalLong grown(OptionalLong from, OptionalLong to, long atMost) {
        return from.isPresent() && to.isPresent()
                ? OptionalLong.of(Math.max(0, Math.min(to.getAsLong() - from.getAsLong(), atMost)))
                : OptionalLong.empty();
    }

    /**
     * Over the time between two readings, both from within the stall: where the last before it is from long before, what
     * the process used until then is not the stall's.
     */
    private void takeProcessCpu(long nowNanos) {
        PauseDetector process = context.pauses();
        if (processCpuRatio.isEmpty() && nowNanos - processCpuFrom.atNanos() >= BETWEEN_CPU_READINGS_NANOS) {
            process.readProcessCpu(nowNanos);
        }
        PauseDetector.ProcessCpu now = process.processCpu();
        if (processCpuFrom.atNanos() - start.dueNanos() < 0) {
            processCpuFrom = now;
        }
        long betweenNanos = now.atNanos() - processCpuFrom.atNanos();
        if (betweenNanos >= BETWEEN_CPU_READINGS_NANOS) {
            processCpuRatio = ratio(processCpuFrom.nanos(), now.nanos(), betweenNanos);
        }
    }

    private static OptionalDouble ratio(OptionalLong from, OptionalLong to, long durationNanos) {
        return from.isPresent() && to.isPresent()
                ? OptionalDouble.of(Math.max(0, (double) (to.getAsLong() - from.getAsLong()) / durationNanos))
                : OptionalDouble.empty();
    }

    private StallEvidence evidence(long durationNanos, long nowNanos) {
        return new StallEvidence(
                durationNanos,
                context.pauses().within(start.dueNanos(), start.dueNanos() + durationNanos),
                cpuNanos,
                stacks.captures(),
                stacks.waitNanos(nowNanos),
                kernelAccount,
                callbacks,
                recordings.occurrences());
    }

    private Optional<Incident> tell(boolean open, Verdict newVerdict, long durationNanos, Demand demand) {
        verdict = newVerdict;
        if (!told) {
            return Optional.empty();
        }
        Incident incident = new Incident(
                id,
                ++revision,
                start.loop(),
                start.kind(),
                open,
                start.dueEpochNanos(),
                durationNanos,
                newVerdict.cause(),
                newVerdict.confidence(),
                newVerdict.culprit(),
                newVerdict.details(),
                ratio(OptionalLong.of(0), cpuNanos, durationNanos),
                processCpuRatio,
                demand,
                stacks.captures().stream().map(StackCapture::sample).toList(),
                newVerdict.evidence(),
                newVerdict.parts(),
                newVerdict.blocker());
        context.found(incident);
        return Optional.of(incident);
    }
}
