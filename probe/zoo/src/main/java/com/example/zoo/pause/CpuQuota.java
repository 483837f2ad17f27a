package com.example.zoo.pause;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A container that has used up its share of the processors and is throttled, again and again. */
public final class CpuQuota implements Disturbance {
    /** The script leaves the group, to which it would belong as a child of this process, lest it be throttled too. */
    private static final String SCRIPT = """
            group=/sys/fs/cgroup/cpu/zoo-$1
            echo $$ > $group/../cgroup.procs
            date +%s%N
            echo 20000 > $group/cpu.cfs_quota_us
            sleep $2
            echo -1 > $group/cpu.cfs_quota_us
            date +%s%N
            """;

    private static final String PERIOD_MICROS = "400000";

    private final Path group;

    /** Takes this process into a group of its own, which has no quota yet. */
    public CpuQuota() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        group = Path.of("/sys/fs/cgroup/cpu/zoo-" + pid);
        Files.createDirectory(group);
        Files.writeString(group.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
        Files.writeString(group.resolve("cgroup.procs"), pid);
    }

    @Override
    public Interval happen(Duration time) throws Exception {
        Duration whole = time.plusMillis(400);
        long end = System.nanoTime() + whole.toNanos();
        Background.start("report", () -> compute(end));
        return Shell.run(SCRIPT, whole);
    }

    @Override
    public void close() throws IOException {
        Files.writeString(
                group.resolveSibling("cgroup.procs"),
                Long.toString(ProcessHandle.current().pid()));
        Files.delete(group);
    }

    /** Uses the share up. */
    private static void compute(long end) {
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
