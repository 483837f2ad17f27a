package dev.holter.benchmarks.idle;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * CPU time of this process and of its threads by their names, nanoseconds, at one instant.
 *
 * @param atNanos the instant, by {@link System#nanoTime()}
 */
record CpuReading(long atNanos, long loops, long watchdog, long reporter, long process) {
    /** With this begins the name of each loop's thread. */
    static final String LOOP_PREFIX = "loop-";

    static CpuReading now() {
        return new CpuReading(
                System.nanoTime(),
                threads(LOOP_PREFIX),
                threads("holter-watchdog"),
                threads("holter-reporter"),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
    }

    /** What was used from another reading to this one. */
    CpuShares since(CpuReading before) {
        double elapsedNanos = atNanos - before.atNanos;
        return new CpuShares(
                (loops - before.loops) / elapsedNanos,
                (watchdog - before.watchdog) / elapsedNanos,
                (reporter - before.reporter) / elapsedNanos,
                (process - before.process) / elapsedNanos);
    }

    private static long threads(String prefix) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long total = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(prefix)) {
                total += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return total;
    }
}
