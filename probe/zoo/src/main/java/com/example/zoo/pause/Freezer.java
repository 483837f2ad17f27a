package com.example.zoo.pause;

import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.time.Duration;

/** A container that is paused: its control group is frozen and thawed. */
public final class Freezer implements Disturbance {
    private static final String SCRIPT = """
            group=/sys/fs/cgroup/freezer/zoo-$1
            mkdir $group
            trap 'echo THAWED > $group/freezer.state; echo $1 > $group/../cgroup.procs; rmdir $group' EXIT
            echo $1 > $group/cgroup.procs
            date +%s%N
            echo FROZEN > $group/freezer.state
            sleep $2
            echo THAWED > $group/freezer.state
            date +%s%N
            """;

    @Override
    public Interval happen(Duration time) throws Exception {
        return Shell.run(SCRIPT, time);
    }
}
