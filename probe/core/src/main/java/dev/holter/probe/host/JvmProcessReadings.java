package dev.holter.probe.host;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Readings of this JVM; run delay and throttling come from Linux and are empty elsewhere. */
public final class JvmProcessReadings implements ProcessReadings {
    private final java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private final List<GarbageCollectorMXBean> pausingCollectors =
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(JvmProcessReadings::stopsTheProcess)
                    .toList();
    private @Nullable OpenProcFile schedstat;
    /** The one whose schedstat it is: of a thread that has ended nothing can be read. */
    private @Nullable Thread schedstatOf;

    private @Nullable CpuThrottling throttling;

    /** Concurrent collectors report their cycles as well as their pauses; a cycle stops nobody. */
    private static boolean stopsTheProcess(GarbageCollectorMXBean collector) {
        String name = collector.getName();
        return !name.contains("Cycles") && !name.contains("Concurrent");
    }

    @Override
    public OptionalLong cpuNanos() {
        if (system instanceof com.sun.management.OperatingSystemMXBean full) {
            long nanos = full.getProcessCpuTime();
            return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
        }
        return OptionalLong.empty();
    }

    @Override
    public long collectionPauseNanos() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : pausingCollectors) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public OptionalLong runDelayNanos() {
        if (schedstat == null || !Thread.currentThread().equals(schedstatOf)) {
            schedstat = new OpenProcFile(Path.of("/proc/thread-self/schedstat"));
            schedstatOf = Thread.currentThread();
        }
        Optional<Schedstat> read = schedstat.read().flatMap(Schedstat::parse);
        return read.isPresent() ? OptionalLong.of(read.get().runDelayNanos()) : OptionalLong.empty();
    }

    @Override
    public OptionalLong throttledNanos() {
        if (throttling == null) {
            throttling = CpuThrottling.ofThisProcess();
        }
        return throttling.readNanos();
    }
}
