package dev.holter.benchmarks.jfr;

import com.sun.management.OperatingSystemMXBean;
import dev.holter.probe.Probe;
import dev.holter.probe.netty.NettyLoops;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process that is measured. It prints what it did and used, as {@link ProcessUse#print} writes it,
 * and ends. Usage: {@code RecordedProcess CASE WARMUP_MILLIS MEASURED_MILLIS}
 */
final class RecordedProcess {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private RecordedProcess() {}

    /** The process. */
    public static void main(String[] args) throws InterruptedException, IOException {
        RecordedCase recorded = RecordedCase.parse(args[0]);
        Duration warmup = Duration.ofMillis(Long.parseLong(args[1]));
        Duration measured = Duration.ofMillis(Long.parseLong(args[2]));
        try (EchoService service = new EchoService(recorded.connections())) {
            System.out.println(
                    measure(recorded.watch(), service, warmup, measured).print());
        }
    }

    private static ProcessUse measure(RecordedCase.Watch watch, EchoService service, Duration warmup, Duration measured)
            throws InterruptedException, IOException {
        if (watch == RecordedCase.Watch.NOBODY) {
            return measure(service, warmup, measured);
        }
        try (Probe probe = Probe.builder("echo")
                .jfr(watch == RecordedCase.Watch.PROBE_AND_RECORDER)
                .start()) {
            NettyLoops.watch(probe, "loop", service.loops());
            return measure(service, warmup, measured);
        }
    }

    private static ProcessUse measure(EchoService service, Duration warmup, Duration measured)
            throws InterruptedException, IOException {
        TimeUnit.NANOSECONDS.sleep(warmup.toNanos());
        long answered = service.answered();
        long cpuNanos = SYSTEM.getProcessCpuTime();
        long startNanos = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        double elapsedNanos = System.nanoTime() - startNanos;
        return new ProcessUse(
                (service.answered() - answered) * 1e9 / elapsedNanos,
                (SYSTEM.getProcessCpuTime() - cpuNanos) / elapsedNanos,
                residentMegabytes());
    }

    /** After a collection, so that garbage does not count; 0 where the system does not tell. */
    private static double residentMegabytes() throws IOException {
        System.gc();
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
