package dev.holter.probe.watch;

import dev.holter.probe.host.ThreadCpuClock;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of a loop since it is watched, over every thread that ran it: an executor replaces its
 * thread after an error. Watchdog thread only.
 */
final class LoopCpu {
    private final ThreadCpuClock clock;
    private @Nullable Thread thread;
    private long threadNanos;
    private long totalNanos;
    private boolean known;

    LoopCpu(ThreadCpuClock clock) {
        this.clock = clock;
    }

    /** Reads the CPU time of the thread that ran the last heartbeat and returns the loop's total. */
    OptionalLong read(Thread current) {
        OptionalLong now = clock.cpuNanos(current);
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

    /** CPU time of the thread last read since it started, nanoseconds; empty where it is unknown. */
    OptionalLong ofThread() {
        return known ? OptionalLong.of(threadNanos) : OptionalLong.empty();
    }

    /** The total as last read, nanoseconds; empty where it is unknown. */
    OptionalLong total() {
        return known ? OptionalLong.of(totalNanos) : OptionalLong.empty();
    }
}
