package com.example.zoo.pause;

import com.example.zoo.plan.Disturbance;
import com.example.zoo.plan.Interval;
import java.time.Duration;

/** Somebody who stops the process with SIGSTOP and lets it go on with SIGCONT, as a debugger does. */
public final class StopSignal implements Disturbance {

    @Override
    public Interval happen(Duration time) throws Exception {
        return Shell.run("date +%s%N; kill -STOP $1; sleep $2; kill -CONT $1; date +%s%N", time);
    }
}
