package com.example.zoo.healthy;

import java.time.Duration;

/** A calculation that takes some time. Any thread. */
final class Work {
    private Work() {}

    static void compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }
}
