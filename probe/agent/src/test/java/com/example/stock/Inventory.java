package com.example.stock;

import java.util.concurrent.TimeUnit;

/** Answers slowly, and so freezes the loop that asks it. Any thread. */
final class Inventory {
    private static final long SLOW_MILLIS = 400;

    private Inventory() {}

    /** Blocks for 400 ms. */
    static String count() {
        try {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "42\n";
    }
}
