package com.example.zoo.pause;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.time.Duration;

/** A container that has used up its share of the processors and is throttled, again and again. */
public final class CpuQuota implements Disturbance {
    private static final String SCRIPT = """
            group=/sys/fs/cgroup/cpu/zoo-$1
            mkdir $group
            trap 'for p in $(cat $group/cgroup.procs); do echo $p > $group/../cgroup.procs; done; rmdir $group' EXIT
            echo 400000 > $group/cpu.cfs_period_us
            echo 20000 > $group/cpu.cfs_quota_us
            date +%s%N
            echo $1 > $group/cgroup.procs
            sleep $2
            echo -1 > $group/cpu.cfs_quota_us
            date +%s%N
            """;

    @Override
    public Interval happen(Duration time) throws Exception {
        Duration whole = time.plusMillis(400);
        long end = System.nanoTime() + whole.toNanos();
        Background.start("report", () -> compute(end));
        return Shell.run(SCRIPT, whole);
    }

    /** Uses the share up. */
    private static void compute(long end) {
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
