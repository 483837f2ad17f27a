package dev.holter.benchmarks.idle;

import dev.holter.probe.Probe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The process that is measured: loops that have nothing to do, with the probe or without it. It prints
 * what it used of a core, as {@link CpuShares#print} writes it, and ends. Usage: {@code IdleProcess CASE
 * PROBED WARMUP_MILLIS MEASURED_MILLIS}
 */
final class IdleProcess {
    private IdleProcess() {}

    /** The process. */
    public static void main(String[] args) throws InterruptedException {
        boolean probed = Boolean.parseBoolean(args[1]);
        Duration warmup = Duration.ofMillis(Long.parseLong(args[2]));
        Duration measured = Duration.ofMillis(Long.parseLong(args[3]));
        try (IdleLoops loops = IdleCase.parse(args[0]).open()) {
            CpuShares shares = probed ? measureProbed(loops, warmup, measured) : measure(warmup, measured);
            System.out.println(shares.print());
        }
    }

    private static CpuShares measureProbed(IdleLoops loops, Duration warmup, Duration measured)
            throws InterruptedException {
        try (Probe probe = Probe.builder("idle").start()) {
            loops.watchBy(probe);
            return measure(warmup, measured);
        }
    }

    private static CpuShares measure(Duration warmup, Duration measured) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warmup.toNanos());
        CpuReading before = CpuReading.now();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        return CpuReading.now().since(before);
    }
}
