package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * For how long control groups' quotas kept this process from running: the {@code cpu.stat} files of its
 * own group and of those above it that can be seen, of cgroup v1 or v2. The files stay open, and are
 * looked for again when the process was moved to another group. One thread at a time.
 *
 * <p>The kernel adds up the processors: a group of two that were held for 50 ms was throttled for 100.
 */
final class CpuThrottling {
    private static final String STAT = "cpu.stat";
    private static final String NANOS_V1 = "throttled_time ";
    private static final String MICROS_V2 = "throttled_usec ";

    private final OpenProcFile groups;
    private final Path mounts;
    private String membership = "";
    private List<OpenProcFile> stats = List.of();
    /** In the groups that the process was in before. */
    private long nanosElsewhere;
    /** What the present group and those above it had counted when the process came. */
    private long nanosAtFirst;

    private long nanos;

    private CpuThrottling(Path groups, Path mounts) {
        this.groups = new OpenProcFile(groups);
        this.mounts = mounts;
        readNanos();
    }

    /** Of the process that calls. Nothing where the kernel has no control groups, or hides them. */
    static CpuThrottling ofThisProcess() {
        return of(Path.of("/proc/self/cgroup"), Path.of("/proc/self/mountinfo"));
    }

    static CpuThrottling of(Path groups, Path mounts) {
        return new CpuThrottling(groups, mounts);
    }

    /** The time since this was made, nanoseconds; empty where no group has a quota to be read. */
    OptionalLong readNanos() {
        String now = groups.read().orElse("");
        if (!now.equals(membership)) {
            membership = now;
            stats = find(now);
            nanosElsewhere = nanos;
            nanosAtFirst = counted();
        }
        nanos = nanosElsewhere + counted() - nanosAtFirst;
        return stats.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    private List<OpenProcFile> find(String groupLines) {
        Optional<CpuControlGroup> group = ProcFile.read(mounts)
                .flatMap(mountLines -> CpuControlGroup.find(
                        groupLines.lines().toList(), mountLines.lines().toList()));
        List<OpenProcFile> readable = new ArrayList<>();
        for (Path folder : group.map(CpuControlGroup::upwards).orElse(List.of())) {
            OpenProcFile file = new OpenProcFile(folder.resolve(STAT));
            if (file.read().flatMap(CpuThrottling::throttledIn).isPresent()) {
                readable.add(file);
            }
        }
        return readable;
    }

    private long counted() {
        long counted = 0;
        for (OpenProcFile stat : stats) {
            counted += stat.read().flatMap(CpuThrottling::throttledIn).orElse(0L);
        }
        return counted;
    }

    static Optional<Long> throttledIn(String cpuStat) {
        return number(cpuStat, NANOS_V1).or(() -> number(cpuStat, MICROS_V2).map(TimeUnit.MICROSECONDS::toNanos));
    }

    private static Optional<Long> number(String cpuStat, String name) {
        int from = cpuStat.indexOf(name) + name.length();
        int to = cpuStat.indexOf('\n', from);
        return from >= name.length() && to > from
                ? Optional.of(Long.parseLong(cpuStat.substring(from, to)))
                : Optional.empty();
    }
}
