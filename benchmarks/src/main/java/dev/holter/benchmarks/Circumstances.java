package dev.holter.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Under what circumstances something is measured: the JVM, the processors, and how busy the machine was
 * before and after. Made before the measurement and asked after it.
 */
public final class Circumstances {
    /** Before a measurement keeps itself to some of them. */
    private final int processors = Runtime.getRuntime().availableProcessors();

    private final double loadBefore = load();

    /** One line. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s %s, %s %s, %d processors; load average %.1f before and %.1f after.",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                processors,
                loadBefore,
                load());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
