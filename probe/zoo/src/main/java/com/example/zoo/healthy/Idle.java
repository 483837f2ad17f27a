package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** Nothing to do. */
public final class Idle implements Routine {

    @Override
    public void live(Duration time, List<Executor> loops) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
