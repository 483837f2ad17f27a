package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** The thread that runs a watchdog's passes when they are due. Any thread may start, wake or end it. */
public final class WatchdogThread {
    private static final System.Logger LOG = System.getLogger("dev.holter.probe");
    private static final long AFTER_FAULT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProbeClock clock;
    private final StallWatchdog watchdog;
    private final Thread thread;
    private volatile boolean ended;
    private boolean faultLogged;

    /**
     * Makes the thread and its watchdog.
     *
     * @param watchdog makes the watchdog, given what wakes this thread
     */
    public WatchdogThread(ProbeClock clock, Function<Runnable, StallWatchdog> watchdog) {
        this.clock = clock;
        this.thread = ProbeThreads.factory("holter-watchdog").newThread(this::run);
        this.watchdog = watchdog.apply(this::wake);
    }

    public void start() {
        thread.start();
    }

    public StallWatchdog watchdog() {
        return watchdog;
    }

    /** Makes the next pass due now. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread after the pass under way, and waits for that for at most the given time. */
    public void end(Duration patience) {
        ended = true;
        wake();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        guarded(watchdog::rehearse);
        while (!ended) {
            long wakeNanos = pass();
            long sleepNanos = wakeNanos - clock.nanoTime();
            if (sleepNanos > 0) {
                LockSupport.parkNanos(this, sleepNanos);
                // Nobody has reason to interrupt this thread. One who did would keep it from parking again.
                Thread.interrupted();
            }
        }
        guarded(watchdog::close);
    }

    /** A fault in one pass must not end the watch of every loop: it goes on a second later. */
    private long pass() {
        try {
            return watchdog.tick();
        } catch (Throwable fault) {
            logOnce(fault);
            return clock.nanoTime() + AFTER_FAULT_NANOS;
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable fault) {
            logOnce(fault);
        }
    }

    private void logOnce(Throwable fault) {
        if (!faultLogged) {
            faultLogged = true;
            LOG.log(System.Logger.Level.WARNING, "Holter's watchdog failed and goes on", fault);
        }
    }
}
