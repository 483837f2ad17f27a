package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Loops that are busy for seven tenths of the time, with tasks of a millisecond. */
public final class Busy implements Routine {
    private static final Duration TASK = Duration.ofMillis(1);
    private static final long EVERY_NANOS = TASK.toNanos() * 10 / 7;
    private static final int MOST_QUEUED = 10;

    @Override
    public void live(Duration time, List<Executor> loops) {
        Semaphore queued = new Semaphore(MOST_QUEUED);
        long end = System.nanoTime() + time.toNanos();
        for (long next = System.nanoTime(); next - end < 0; next = Math.max(next + EVERY_NANOS, System.nanoTime())) {
            LockSupport.parkNanos(next - System.nanoTime());
            for (Executor loop : loops) {
                if (queued.tryAcquire()) {
                    loop.execute(() -> {
                        Work.compute(TASK);
                        queued.release();
                    });
                }
            }
        }
    }
}
