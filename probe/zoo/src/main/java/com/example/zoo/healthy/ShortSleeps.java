package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Callbacks that wait, each for less than what would be a stall. */
public final class ShortSleeps implements Routine {
    private static final long SLEEP_NANOS = 20_000_000;
    private static final long BETWEEN_MILLIS = 100;

    @Override
    public void live(Duration time, List<Executor> loops) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            for (Executor loop : loops) {
                loop.execute(() -> LockSupport.parkNanos(SLEEP_NANOS));
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
    }
}
