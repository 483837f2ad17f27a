package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.report.Incident;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stalls that ended in the last seconds, kept to be amended by what the JVM tells of them later.
 * Where nothing is recorded they are settled at once. Watchdog thread only.
 */
final class RecentStalls {
    /** What is recorded comes within a second, and later on a machine that is short of processors. */
    static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int MOST = 128;

    private final Diagnosis diagnosis;
    private final Deque<EndedStall> stalls = new ArrayDeque<>();
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

    /** Takes in what was recorded; the incidents that it changed. */
    List<Incident> recorded(List<Recorded> recorded) {
        List<Incident> amended = new ArrayList<>();
        for (EndedStall stall : stalls) {
            stall.amend(recorded, diagnosis).ifPresent(amended::add);
        }
        return amended;
    }

    /** Settles what nothing more is expected of. */
    void settleDue(long nowNanos) {
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
