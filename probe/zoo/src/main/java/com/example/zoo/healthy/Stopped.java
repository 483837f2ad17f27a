package com.example.zoo.healthy;

import com.example.zoo.pause.StopSignal;
import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** A service that is stopped for a second, as by a debugger, and goes on. */
public final class Stopped implements Routine {
    private final StopSignal signal = new StopSignal();

    @Override
    public void live(Duration time, List<Executor> loops) throws Exception {
        signal.happen(Duration.ofSeconds(1));
        Thread.sleep(1000);
    }
}
