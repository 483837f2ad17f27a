package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Tasks that allocate much and keep nothing: hundreds of megabytes a second, or what the machine can do: memory that is
 * touched for the first time may take it long, and what is left to do must not pile up.
 */
public final class Allocation implements Routine {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BUFFERS = 32;
    private static final long BETWEEN_MILLIS = 10;

    private volatile byte[] last = {};

    @Override
    public void live(Duration time, List<Executor> loops) throws InterruptedException {
        Semaphore queued = new Semaphore(loops.size());
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            for (Executor loop : loops) {
                if (queued.tryAcquire()) {
                    loop.execute(() -> {
                        allocate();
                        queued.release();
                    });
                }
            }
            Thread.sleep(BETWEEN_MILLIS);
        }
    }

    private void allocate() {
        for (int i = 0; i < BUFFERS; i++) {
            last = new byte[BUFFER_BYTES + last.length % 2];
        }
    }
}
