package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The callback that measures a loop: one object for each loop, scheduled again and again, at most once
 * at a time. On the loop's thread it reads the clock and writes three fields: no lock, no allocation,
 * no I/O.
 *
 * <p>The watchdog numbers a beat before it hands it to the loop, whose queue publishes the number. The
 * loop writes what it saw and then, with release semantics, the number of the beat that ran; whoever
 * reads that number with {@link #lastRun()} sees the other two fields of that beat.
 */
final class Heartbeat implements Runnable {
    private static final VarHandle LAST_RUN;

    static {
        try {
            LAST_RUN = MethodHandles.lookup().findVarHandle(Heartbeat.class, "lastRun", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ProbeClock clock;
    private long number;

    private long startedNanos;
    private @Nullable Thread thread;

    @SuppressWarnings("UnusedVariable") // read and written through LAST_RUN
    private long lastRun;

    Heartbeat(ProbeClock clock) {
        this.clock = clock;
    }

    /** Numbers the next beat. Watchdog thread, while none is outstanding. */
    long next() {
        return ++number;
    }

    /** Takes back the number of a beat that the loop refused. Watchdog thread. */
    void refused() {
        number--;
    }

    @Override
    public void run() {
        startedNanos = clock.nanoTime();
        thread = Thread.currentThread();
        LAST_RUN.setRelease(this, number);
    }

    /** Number of the last beat that ran; 0 before the first. Any thread. */
    long lastRun() {
        return (long) LAST_RUN.getAcquire(this);
    }

    /** When the last beat started. After {@link #lastRun()}, on the same thread. */
    long startedNanos() {
        return startedNanos;
    }

    /** The thread on which the last beat ran. After {@link #lastRun()}, on the same thread. */
    @Nullable
    Thread thread() {
        return thread;
    }
}
