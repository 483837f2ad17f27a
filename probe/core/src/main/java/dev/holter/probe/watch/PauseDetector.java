package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.ProcessPause;
import dev.holter.probe.host.ProcessReadings;
import dev.holter.probe.host.StolenTime;
import dev.holter.probe.report.Cause;
import dev.holter.probe.time.ProbeClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The control heartbeat: the watchdog's own lateness. Where the watchdog was late itself, the process
 * was not running, and nothing that a loop did or did not do meanwhile is held against its callbacks.
 * Watchdog thread only.
 *
 * <p>Why the process did not run is told by what grew meanwhile: the time of collections, the run delay of the
 * watchdog or of the JVM's own thread, the time for which its control group had used up its quota or the host
 * had taken its processor, or nothing at all, as in a process that was stopped.
 *
 * <p>To read all of that costs more than a pass has to, and mostly it is read for nothing. So it is read
 * on every tenth wake: a tenth of a second apart while a loop works. What a pause is put down to may
 * have grown in the wakes before it, a few milliseconds of it; else they would have been late themselves.
 *
 * <p>The CPU time of the process is read on every wake where that is cheap. The kernel adds up all threads for it, which
 * takes longer than all else of a pass where there are hundreds: then it is read as often as makes a thousandth of a
 * core, ten times a second at least, and what the process used between the reading and the last wake is taken to be as
 * much as before. Where that is more than it used up to the end of the pause, it tells nothing. What is read amid a pass
 * is for others: a pause that ends before it would be left with none of its own CPU time.
 */
final class PauseDetector {
    /** A watchdog that is later than this was not merely woken slowly. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int WAKES_TO_A_READING = 10;
    private static final int KEPT = 64;
    /**
     * In a pause that the JVM makes itself some thread computes throughout: the one that others wait for, or those
     * of the JVM. A process that was stopped computes only before, from the last wake on, and after, until the
     * watchdog's turn. Halfway between the two; of a long pause, as much as many threads use until then.
     */
    private static final double STOPPED_CPU_RATIO = 0.5;

    private static final long STOPPED_MOST_CPU_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CPU_READING_SHARE = 1_000;
    private static final long MOST_BETWEEN_CPU_READINGS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Pause(long fromNanos, long toNanos, Cause cause) {
        long overlap(long from, long to) {
            return Math.max(0, NanoTime.earlier(toNanos, to) - NanoTime.later(fromNanos, from));
        }
    }

    /**
     * CPU time of the process.
     *
     * @param nanos since it started; empty where unknown
     * @param atNanos when it was read
     */
    record ProcessCpu(OptionalLong nanos, long atNanos) {
        static final ProcessCpu UNKNOWN = new ProcessCpu(OptionalLong.empty(), 0);
    }

    private final ProcessReadings readings;
    private final ProbeClock clock;
    private final Pause[] recent = new Pause[KEPT];
    private int seen;
    private final Map<Cause, Long> totals = new EnumMap<>(Cause.class);

    private boolean sleeping;
    private long plannedNanos;
    private long wokeNanos;
    private ProcessCpu cpu = ProcessCpu.UNKNOWN;
    /** As read when the watchdog last woke and it was due: a pause is measured from it. */
    private ProcessCpu cpuAtWake = ProcessCpu.UNKNOWN;

    private long cpuDueNanos;
    private double cpuShare;
    private boolean cpuRead;
    private long collectionNanos;
    private OptionalLong runDelayNanos = OptionalLong.empty();
    private OptionalLong jvmRunDelayNanos = OptionalLong.empty();
    private OptionalLong throttledNanos = OptionalLong.empty();
    private StolenTime stolen = StolenTime.UNKNOWN;
    private int wakesSinceReading = WAKES_TO_A_READING;

    PauseDetector(ProcessReadings readings, ProbeClock clock) {
        this.readings = readings;
        this.clock = clock;
    }

    /** The watchdog goes to sleep until the given time, or earlier. */
    void sleepUntil(long nanos) {
        plannedNanos = nanos;
        sleeping = true;
    }

    /** The watchdog is another thread than before: that it did not wake was no pause, and its run delay is its own. */
    void threadChanged() {
        sleeping = false;
        wakesSinceReading = WAKES_TO_A_READING;
    }

    /** The watchdog woke. */
    void woke(long nowNanos) {
        if (sleeping && nowNanos - plannedNanos >= LEAST_NANOS) {
            add(new Pause(plannedNanos, nowNanos, cause(nowNanos - plannedNanos)));
            cpuDueNanos = nowNanos;
        }
        sleeping = false;
        wokeNanos = nowNanos;
        if (!cpuRead || nowNanos - cpuDueNanos >= 0) {
            readCpuAtWake(nowNanos);
        }
        if (++wakesSinceReading >= WAKES_TO_A_READING) {
            readBaseline();
        }
    }

    /** The watchdog's own pass took from one time to the other: work of microseconds, unless it was stopped meanwhile. */
    void worked(long fromNanos, long toNanos) {
        if (toNanos - fromNanos >= LEAST_NANOS) {
            add(new Pause(fromNanos, toNanos, cause(toNanos - fromNanos)));
            readCpuAtWake(toNanos);
        }
    }

    /** For how much of a period the process did not run, nanoseconds. */
    long overlapNanos(long fromNanos, long toNanos) {
        long overlap = 0;
        for (int n = 0; n < Math.min(seen, KEPT); n++) {
            overlap += recent[n].overlap(fromNanos, toNanos);
        }
        return overlap;
    }

    /** The pauses within a period, as times from its beginning, oldest first. */
    List<ProcessPause> within(long fromNanos, long toNanos) {
        List<ProcessPause> within = new ArrayList<>();
        for (int n = Math.max(0, seen - KEPT); n < seen; n++) {
            Pause pause = recent[n % KEPT];
            if (pause.overlap(fromNanos, toNanos) > 0) {
                within.add(new ProcessPause(
                        NanoTime.later(pause.fromNanos(), fromNanos) - fromNanos,
                        NanoTime.earlier(pause.toNanos(), toNanos) - fromNanos,
                        pause.cause()));
            }
        }
        return within;
    }

    /** How long the process did not run, by cause, nanoseconds; only causes that occurred. */
    Map<Cause, Long> totals() {
        return Map.copyOf(totals);
    }

    /** CPU time of the process as last read. */
    ProcessCpu processCpu() {
        return cpu;
    }

    /** Reads it now. */
    void readProcessCpu(long nowNanos) {
        cpu = new ProcessCpu(readings.cpuNanos(), nowNanos);
    }

    /** For how long quotas kept the process from running, as last read: after a pause, and on every tenth wake. */
    OptionalLong throttledNanos() {
        return throttledNanos;
    }

    private void readCpuAtWake(long nowNanos) {
        long beganNanos = clock.nanoTime();
        readProcessCpu(nowNanos);
        long tookNanos = clock.nanoTime() - beganNanos;
        long sinceNanos = nowNanos - cpuAtWake.atNanos();
        if (cpuRead && sinceNanos > 0) {
            cpuShare = (double) grewBy(cpuAtWake.nanos(), cpu.nanos()) / sinceNanos;
        }
        cpuAtWake = cpu;
        cpuDueNanos = nowNanos + Math.min(tookNanos * CPU_READING_SHARE, MOST_BETWEEN_CPU_READINGS_NANOS);
        cpuRead = true;
    }

    private void add(Pause pause) {
        recent[seen++ % KEPT] = pause;
        totals.merge(pause.cause(), pause.toNanos() - pause.fromNanos(), Long::sum);
        readBaseline();
    }

    private Cause cause(long latenessNanos) {
        if ((readings.collectionPauseNanos() - collectionNanos) * 2 >= latenessNanos) {
            return Cause.GC;
        }
        if (grewBy(runDelayNanos, readings.runDelayNanos()) * 2 >= latenessNanos
                || grewBy(jvmRunDelayNanos, readings.jvmRunDelayNanos()) * 2 >= latenessNanos
                || grewBy(throttledNanos, readings.throttledNanos()) * 2 >= latenessNanos
                || readings.stolen().since(stolen, readings.processor()).orElse(0) * 2 >= latenessNanos) {
            return Cause.STARVED;
        }
        return isStopped(latenessNanos) ? Cause.SUSPENDED : Cause.UNKNOWN;
    }

    private boolean isStopped(long latenessNanos) {
        OptionalLong now = readings.cpuNanos();
        if (cpuAtWake.nanos().isEmpty() || now.isEmpty()) {
            return false;
        }
        long grewNanos = now.getAsLong() - cpuAtWake.nanos().getAsLong();
        long beforeLastWakeNanos = (long) (cpuShare * Math.max(0, wokeNanos - cpuAtWake.atNanos()));
        double stoppedNanos = Math.min(STOPPED_CPU_RATIO * latenessNanos, (double) STOPPED_MOST_CPU_NANOS);
        return grewNanos < stoppedNanos
                || (beforeLastWakeNanos <= grewNanos && grewNanos - beforeLastWakeNanos < stoppedNanos);
    }

    private static long grewBy(OptionalLong before, OptionalLong now) {
        return before.isPresent() && now.isPresent() ? now.getAsLong() - before.getAsLong() : 0;
    }

    private void readBaseline() {
        collectionNanos = readings.collectionPauseNanos();
        runDelayNanos = readings.runDelayNanos();
        jvmRunDelayNanos = readings.jvmRunDelayNanos();
        throttledNanos = readings.throttledNanos();
        stolen = readings.stolenLately();
        wakesSinceReading = 0;
    }
}
