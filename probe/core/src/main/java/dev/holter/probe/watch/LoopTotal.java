package dev.holter.probe.watch;

import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A time that the kernel counts for each thread, such as CPU time, added up for a loop since it is
 * watched over every thread that ran it: an executor replaces its thread after an error. Watchdog
 * thread only.
 */
final class LoopTotal {
    private final Function<Thread, OptionalLong> reading;
    private @Nullable Thread thread;
    private long threadNanos;
    private long totalNanos;
    private boolean known;

    /**
     * Makes a total that is unknown yet.
     *
     * @param reading the time of a thread since it started, nanoseconds; empty where unknown
     */
    LoopTotal(Function<Thread, OptionalLong> reading) {
        this.reading = reading;
    }

    /** Reads the time of the thread that ran the last heartbeat and returns the loop's total. */
    OptionalLong read(Thread current) {
        OptionalLong now = reading.apply(current);
        if (now.isPresent()) {
            if (current.equals(thread)) {
                totalNanos += now.getAsLong() - threadNanos;
            }
            thread = current;
            threadNanos = now.getAsLong();
            known = true;
        }
        return total();
    }

    boolean isKnown() {
        return known;
    }

    /** Time of the thread last read since it started, nanoseconds; empty where it is unknown. */
    OptionalLong ofThread() {
        return known ? OptionalLong.of(threadNanos) : OptionalLong.empty();
    }

    /** The total as last read, nanoseconds; empty where it is unknown. */
    OptionalLong total() {
        return known ? OptionalLong.of(totalNanos) : OptionalLong.empty();
    }
}
