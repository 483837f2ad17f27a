package dev.holter.benchmarks.idle;

import dev.holter.probe.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process that is measured: loops that have nothing to do, with the probe or without it. It prints
 * what it used of a core, as {@link CpuShares#print} writes it, and ends. Usage: {@code IdleProcess LOOPS
 * PROBED WARMUP_MILLIS MEASURED_MILLIS}
 */
final class IdleProcess {
    private IdleProcess() {}

    /** The process. */
    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        boolean probed = Boolean.parseBoolean(args[1]);
        Duration warmup = Duration.ofMillis(Long.parseLong(args[2]));
        Duration measured = Duration.ofMillis(Long.parseLong(args[3]));
        List<SingleThreadLoop> loops = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            loops.add(new SingleThreadLoop(CpuReading.LOOP_PREFIX + n));
        }
        if (probed) {
            try (Probe probe = Probe.builder("idle").start()) {
                probe.watchAll(loops);
                System.out.println(measure(warmup, measured).print());
            }
        } else {
            System.out.println(measure(warmup, measured).print());
        }
        loops.forEach(SingleThreadLoop::close);
    }

    private static CpuShares measure(Duration warmup, Duration measured) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warmup.toNanos());
        CpuReading before = CpuReading.now();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        return CpuReading.now().since(before);
    }
}
