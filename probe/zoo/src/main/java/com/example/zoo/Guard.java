package com.example.zoo;

import java.time.Duration;

/** Ends the process with status 3 where an exhibit takes longer than any should. The main thread calls it. */
final class Guard {
    private static final long LOOK_MILLIS = 500;

    private final Duration longest;
    private volatile long beganNanos = System.nanoTime();
    private volatile String exhibit = "";
    private volatile boolean ended;

    Guard(Duration longest) {
        this.longest = longest;
        Thread thread = new Thread(this::look, "guard");
        thread.setDaemon(true);
        thread.start();
    }

    /** An exhibit begins, and the one before has ended. */
    void begin(String name) {
        exhibit = name;
        beganNanos = System.nanoTime();
    }

    /** All have ended. */
    void end() {
        ended = true;
    }

    private void look() {
        try {
            while (!ended && System.nanoTime() - beganNanos < longest.toNanos()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            return;
        }
        if (ended) {
            return;
        }
        System.err.println("zoo: " + exhibit + " hangs");
        Runtime.getRuntime().halt(3);
    }
}
