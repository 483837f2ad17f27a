package dev.holter.probe.host;

import java.util.OptionalLong;

/** Reads how long threads have been on a processor. Any thread may call it. */
public interface ThreadCpuClock {

    /** CPU time of a thread since it started, nanoseconds; empty where unknown or where it has ended. */
    OptionalLong cpuNanos(Thread thread);
}
