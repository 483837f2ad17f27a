package dev.holter.probe.watch;

import java.util.concurrent.TimeUnit;

/**
 * Names incidents, and limits how many of them a process tells in a minute. What is over the limit is
 * dropped and counted; stalls are counted all the same. Watchdog thread only.
 */
final class IncidentBudget {
    private static final int A_MINUTE = 120;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String prefix;
    private long named;
    private boolean windowOpen;
    private long windowStartNanos;
    private int inWindow;

    IncidentBudget(String prefix) {
        this.prefix = prefix;
    }

    /** A name for the next incident. */
    String nextId() {
        return prefix + "-" + ++named;
    }

    /** Whether one more may be told. */
    boolean take(long nowNanos) {
        if (!windowOpen || nowNanos - windowStartNanos >= WINDOW_NANOS) {
            windowOpen = true;
            windowStartNanos = nowNanos;
            inWindow = 0;
        }
        return ++inWindow <= A_MINUTE;
    }
}
