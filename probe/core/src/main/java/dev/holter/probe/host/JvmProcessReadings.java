package dev.holter.probe.host;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Readings of this JVM; what the kernel says comes from Linux and is empty elsewhere. */
public final class JvmProcessReadings implements ProcessReadings {
    private final java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private final List<GarbageCollectorMXBean> pausingCollectors =
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(JvmProcessReadings::stopsTheProcess)
                    .toList();
    private final OwnThreadFile schedstat = new OwnThreadFile("schedstat");
    private final VmThread vmThread = new VmThread(Path.of("/proc/self/task"));
    private final OwnThreadFile stat = new OwnThreadFile("stat");
    private final LongSupplier clock;
    private @Nullable StolenTimeReader stolen;
    private @Nullable CpuThrottling throttling;

    /**
     * Makes the readings; nothing is read yet.
     *
     * @param clock nanoseconds since some fixed instant
     */
    public JvmProcessReadings(LongSupplier clock) {
        this.clock = clock;
    }

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
        return Schedstat.runDelayIn(schedstat.read());
    }

    @Override
    public OptionalLong jvmRunDelayNanos() {
        return vmThread.runDelayNanos();
    }

    @Override
    public OptionalLong throttledNanos() {
        if (throttling == null) {
            throttling = CpuThrottling.ofThisProcess();
        }
        return throttling.readNanos();
    }

    @Override
    public StolenTime stolen() {
        return stolenTime().now();
    }

    @Override
    public StolenTime stolenLately() {
        return stolenTime().lately();
    }

    private StolenTimeReader stolenTime() {
        if (stolen == null) {
            stolen = new StolenTimeReader(Path.of("/proc/stat"), clock);
        }
        return stolen;
    }

    @Override
    public OptionalInt processor() {
        return stat.read().flatMap(ThreadStat::parse).map(ThreadStat::processor).orElse(OptionalInt.empty());
    }
}
