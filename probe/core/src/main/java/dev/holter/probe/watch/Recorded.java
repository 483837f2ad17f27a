package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.Occurrence;
import dev.holter.probe.report.Cause;
import java.util.Map;

/**
 * One thing that the JVM recorded of a thread or of the whole process. Immutable.
 *
 * @param cause what a stall that consists of it is put down to
 * @param threadId Java's id of the thread; {@link #PROCESS} where it is of the whole process
 * @param fromNanos when it began, by the probe's clock
 * @param toNanos when it ended, by the probe's clock
 * @param standstill whether the thread or the process stood from beginning to end; else it was seen within
 *     that time and stopped nobody itself, as a measurement of the machine's load
 * @param words what happened, for a sentence
 * @param details more of it, by name in snake case
 */
public record Recorded(
        Cause cause,
        long threadId,
        long fromNanos,
        long toNanos,
        boolean standstill,
        String words,
        Map<String, String> details) {
    /** No thread has this id. */
    public static final long PROCESS = 0;

    public Recorded {
        details = Map.copyOf(details);
    }

    /** Whether it bears on a thread at some time between the two. */
    boolean concerns(long thread, long sinceNanos, long untilNanos) {
        return (threadId == PROCESS || threadId == thread) && toNanos - sinceNanos > 0 && untilNanos - fromNanos > 0;
    }

    /** The same as times from the start of a stall. What stopped nobody takes no time of it. */
    Occurrence within(long stallStartNanos) {
        long from = fromNanos - stallStartNanos;
        long to = toNanos - stallStartNanos;
        long seenAt = Math.max(0, from);
        return new Occurrence(
                cause, threadId == PROCESS, standstill ? from : seenAt, standstill ? to : seenAt, words, details);
    }
}
