package dev.holter.probe.host;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.OptionalLong;

/** CPU time as the JVM reads it from the kernel; costs about 0.4 µs a call on Linux. */
public final class JvmThreadCpuClock implements ThreadCpuClock {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean supported = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();

    @Override
    public OptionalLong cpuNanos(Thread thread) {
        if (!supported) {
            return OptionalLong.empty();
        }
        long nanos = threads.getThreadCpuTime(thread.getId());
        return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
