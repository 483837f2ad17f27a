package com.example.orders;

import java.util.concurrent.CountDownLatch;

/** A class that is initialised only when a test lets it. */
public final class Registry {
    public static final Object ENTRIES = load();

    private Registry() {}

    private static Object load() {
        try {
            Gate.OPEN.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Object();
    }

    /** Holds up the initialisation. */
    public static final class Gate {
        public static final CountDownLatch OPEN = new CountDownLatch(1);

        private Gate() {}
    }
}
