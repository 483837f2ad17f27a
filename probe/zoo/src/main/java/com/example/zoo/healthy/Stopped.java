package com.example.zoo.healthy;

import com.example.zoo.pause.StopSignal;
import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** A service that is stopped for a second again and again, as by a debugger, and goes on. */
public final class Stopped implements Routine {
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final long BETWEEN_MILLIS = 3_000;

    private final StopSignal signal = new StopSignal();

    @Override
    public void live(Duration time, List<Executor> loops) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            signal.happen(STOP);
            Thread.sleep(BETWEEN_MILLIS);
        }
    }
}
