package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The thread that runs a watchdog's passes when they are due. Any thread may start, wake or end it. It
 * outlives every fault of a pass; what ends it all the same, such as a {@code Thread.stop} on JDK 17 or
 * memory too short to tell of a fault, is for {@link #revive} to notice.
 */
public final class WatchdogThread {
    private static final long AFTER_FAULT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProbeClock clock;
    private final Drops drops;
    private final StallWatchdog watchdog;
    private volatile Thread thread;
    private volatile boolean ended;
    /** Written by the thread and by who revives it, never at the same time. */
    private boolean faultLogged;

    /**
     * Makes the thread and its watchdog.
     *
     * @param watchdog makes the watchdog, given what wakes this thread
     */
    public WatchdogThread(ProbeClock clock, Drops drops, Function<Runnable, StallWatchdog> watchdog) {
        this.clock = clock;
        this.drops = drops;
        this.thread = newThread();
        this.watchdog = watchdog.apply(this::wake);
    }

    public void start() {
        thread.start();
    }

    public StallWatchdog watchdog() {
        return watchdog;
    }

    /**
     * Puts a new thread in the place of one that died, and does nothing otherwise. Called again and
     * again, on one thread that is not this one.
     */
    public synchronized void revive() {
        if (ended || thread.getState() != Thread.State.TERMINATED) {
            return;
        }
        drops.add(Drop.WATCHDOG_RESTARTED);
        Thread successor = newThread();
        successor.start();
        thread = successor;
        logOnce(new IllegalStateException("its thread had died"));
    }

    /** Makes the next pass due now. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the thread after the pass under way, and waits for that for at most the given time. */
    public void end(Duration patience) {
        Thread last = lastThread();
        LockSupport.unpark(last);
        try {
            last.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Thread lastThread() {
        ended = true;
        return thread;
    }

    private Thread newThread() {
        return ProbeThreads.factory("holter-watchdog").newThread(this::run);
    }

    private void run() {
        guarded(watchdog::begin);
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
            drops.add(Drop.PASS_FAILED);
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
            ProbeLog.warn("Holter's watchdog failed and goes on", fault);
        }
    }
}
