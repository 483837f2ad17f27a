package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.report.Incident;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stalls that ended in the last seconds, kept to be amended by what the JVM tells of them later, and what it told in
 * the last second, for stalls that are noticed later than that. Where nothing is recorded they are settled at once.
 * Watchdog thread only.
 */
final class RecentStalls {
    /** What is recorded comes within a second, and later on a machine that is short of processors. */
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(3);

    /**
     * A loop that stood only while the whole process did has no stall before its heartbeat runs, and the recorder may be
     * sooner. One that is idle is looked at every 200 ms.
     */
    private static final long TOLD_KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST = 128;

    private record Told(long atNanos, List<Recorded> recorded) {}

    private final Diagnosis diagnosis;
    private final Deque<EndedStall> stalls = new ArrayDeque<>();
    private final Deque<Told> told = new ArrayDeque<>();
    private boolean recording;

    RecentStalls(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** From now on there is a recording to wait for, or none any more. */
    void recording(boolean goesOn) {
        recording = goesOn;
        if (!recording) {
            settleFirst(stalls.size());
        }
    }

    /** A stall has ended. */
    void ended(EndedStall stall) {
        stalls.addLast(stall);
        settleFirst(recording ? stalls.size() - MOST : stalls.size());
    }

    /** What was recorded that was told in the last second. */
    List<Recorded> toldLately() {
        return told.stream().flatMap(one -> one.recorded().stream()).toList();
    }

    /** Takes in what was recorded; the incidents that it changed. */
    List<Incident> recorded(List<Recorded> recorded, long nowNanos) {
        told.addLast(new Told(nowNanos, recorded));
        List<Incident> amended = new ArrayList<>();
        for (EndedStall stall : stalls) {
            stall.amend(recorded, diagnosis).ifPresent(amended::add);
        }
        return amended;
    }

    /** Settles what nothing more is expected of, and forgets what was told long ago. */
    void settleDue(long nowNanos) {
        while (!told.isEmpty() && nowNanos - told.getFirst().atNanos() >= TOLD_KEPT_NANOS) {
            told.removeFirst();
        }
        while (!stalls.isEmpty() && nowNanos - stalls.getFirst().endNanos() >= KEPT_NANOS) {
            settleFirst(1);
        }
    }

    /** Settles the stalls of a loop of which there will be one more state. They may be amended all the same. */
    void settle(StallTotals totals) {
        stalls.stream().filter(stall -> stall.isIn(totals)).forEach(EndedStall::settle);
    }

    private void settleFirst(int count) {
        for (int n = 0; n < count; n++) {
            stalls.removeFirst().settle();
        }
    }
}
