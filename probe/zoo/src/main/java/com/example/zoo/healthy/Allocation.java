package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** Tasks that allocate much and keep nothing: hundreds of megabytes a second. */
public final class Allocation implements Routine {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BUFFERS = 32;
    private static final long BETWEEN_MILLIS = 10;

    private volatile byte[] last = {};

    @Override
    public void live(Duration time, List<Executor> loops) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            loops.forEach(loop -> loop.execute(this::allocate));
            Thread.sleep(BETWEEN_MILLIS);
        }
    }

    private void allocate() {
        for (int i = 0; i < BUFFERS; i++) {
            last = new byte[BUFFER_BYTES + last.length % 2];
        }
    }
}
