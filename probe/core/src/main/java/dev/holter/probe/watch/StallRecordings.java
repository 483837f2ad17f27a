package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Occurrence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the JVM recorded of one stall: of its thread and of the whole process meanwhile. Keeps a bounded
 * number, the longest ones. Watchdog thread only.
 */
final class StallRecordings {
    private static final int MOST = 64;
    private static final Comparator<Occurrence> BY_LENGTH =
            Comparator.comparingLong(occurrence -> occurrence.toNanos() - occurrence.fromNanos());

    private final long threadId;
    private final long startNanos;
    private final Drops drops;
    private final List<Occurrence> occurrences = new ArrayList<>();

    /** For a stall of a thread, by Java's id of it, that began at the given time. */
    StallRecordings(long threadId, long startNanos, Drops drops) {
        this.threadId = threadId;
        this.startNanos = startNanos;
        this.drops = drops;
    }

    /** Takes in what bears on the stall, which has lasted until the given time; tells whether anything did. */
    boolean add(List<Recorded> recorded, long untilNanos) {
        boolean any = false;
        for (Recorded one : recorded) {
            if (one.concerns(threadId, startNanos, untilNanos)) {
                occurrences.add(one.within(startNanos));
                any = true;
            }
        }
        while (occurrences.size() > MOST) {
            occurrences.remove(occurrences.stream().min(BY_LENGTH).orElseThrow());
            drops.add(Drop.RECORDING_SUPPRESSED);
        }
        return any;
    }

    /** All of it, in the order of beginning. */
    List<Occurrence> occurrences() {
        return occurrences.stream()
                .sorted(Comparator.comparingLong(Occurrence::fromNanos))
                .toList();
    }
}
