package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.Map;

/**
 * One thing that the JVM recorded of the loop's thread or of the whole process, told after it ended.
 *
 * @param cause what a stall that consists of it is put down to
 * @param ofProcess whether it stopped the whole process; else it is of the loop's thread
 * @param fromNanos from the start of the stall; negative where it began before
 * @param toNanos from the start of the stall
 * @param words what happened, for a sentence: {@code "a read from 10.0.0.7:5432"}
 * @param details more of it, by name in snake case: {@code peer}, {@code bytes}, {@code path}
 */
public record Occurrence(
        Cause cause, boolean ofProcess, long fromNanos, long toNanos, String words, Map<String, String> details) {
    /** The detail of a safepoint that names what the JVM did in it. */
    public static final String VM_OPERATION = "vm_operation";

    public Occurrence {
        details = Map.copyOf(details);
    }

    /** Whether the process stood because a thread was slow to stop at a safepoint, and for no operation of the JVM. */
    boolean isWaitForThreads() {
        return ofProcess && cause == Cause.SAFEPOINT && !details.containsKey(VM_OPERATION);
    }

    long nanos() {
        return toNanos - fromNanos;
    }
}
