package com.example.zoo.pause;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.time.Duration;

/** Other processes on the machine that have the processors, while this one's share of them is small. */
public final class Neighbours implements Disturbance {
    private static final String SCRIPT = """
            group=/sys/fs/cgroup/cpu/zoo-$1
            mkdir $group
            trap 'for p in $(cat $group/cgroup.procs); do echo $p > $group/../cgroup.procs; done; rmdir $group' EXIT
            echo 2 > $group/cpu.shares
            echo $1 > $group/cgroup.procs
            date +%s%N
            for processor in $(seq $(nproc)); do
                timeout $2 sh -c 'while :; do :; done' &
            done
            wait
            date +%s%N
            """;

    @Override
    public Interval happen(Duration time) throws Exception {
        Duration whole = time.plusMillis(300);
        long end = System.nanoTime() + whole.toNanos();
        Background.start("report", () -> compute(end));
        return Shell.run(SCRIPT, whole);
    }

    private static void compute(long end) {
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
