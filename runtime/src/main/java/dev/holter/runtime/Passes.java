package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;

/**
 * What a loop has to run, and the passes in which it does: each takes in what channels, other threads and timers bring,
 * and runs what was ready when it began. One pass is as asyncio has it, which however polls in each. For the loop's
 * thread, but for what says otherwise.
 */
final class Passes {
    /**
     * How long callbacks that are ready may keep the loop from its channels, which take a system call to look at: from the
     * end of those that were timed together, which were short before.
     */
    private static final long LONGEST_UNPOLLED_NANOS = 100_000;

    private static final int MOST_PASSES_UNPOLLED = 1024;

    private final EventLoop loop;
    private final LoopClock clock;
    private final Poller poller;
    private final ReadyQueue ready;
    private final Observers observers;
    private final SlowCallbacks slowCallbacks;
    private final Inbox inbox = new Inbox();
    private final Timers timers = new Timers();

    /** When the last callback ended whose end was looked at. */
    private long lastNanos;
    /** Callbacks since then. */
    private int untimed;

    private long polledNanos;
    private int passesUnpolled;
    /** What is looked for has changed: a channel that was closed is let go of by the next poll, and not before. */
    private boolean isPollStale;

    private boolean isStopping;
    private boolean wasInterrupted;
    private Runnable atInterrupt = () -> {};

    Passes(
            EventLoop loop,
            LoopClock clock,
            Poller poller,
            ReadyQueue ready,
            Observers observers,
            SlowCallbacks slowCallbacks) {
        this.loop = loop;
        this.clock = clock;
        this.poller = poller;
        this.ready = ready;
        this.observers = observers;
        this.slowCallbacks = slowCallbacks;
    }

    /**
     * As {@link #leave}, but does nothing where the loop is closed. For threads of the JDK's own that wake what a coroutine
     * waits for: an exception would end them, and with them what every other virtual thread waits for. A virtual thread
     * that a coroutine started and that outlives the loop never runs again.
     */
    void submit(Letter letter) {
        if (!loop.isClosed()) {
            leave(letter);
        }
    }

    /** Has that run in the next pass, after what is ready by then; wakes the loop where it waits. Any thread. */
    void leave(Letter letter) {
        if (inbox.add(letter)) {
            poller.wakeup();
        }
    }

    /** Has that run at a time. */
    TimerHandle addTimer(long atNanos, Runnable callback) {
        return timers.add(atNanos, callback);
    }

    /** How many are to run, but for timers that are not due. Any thread, and for that the number of a moment ago. */
    int pending() {
        return ready.size() + inbox.size();
    }

    /** Another channel is looked for, or one is not any more. */
    void channelsChanged() {
        isPollStale = true;
    }

    /** Makes no pass after the one under way; the next time no more than one where none is. */
    void stop() {
        isStopping = true;
    }

    /** Makes passes until it is stopped. Once interrupted it does what is asked for then, and is so again at the end. */
    void run(Runnable whenInterrupted) {
        begin();
        atInterrupt = whenInterrupted;
        takeInterrupt();
        try {
            do {
                pass();
            } while (!isStopping);
        } finally {
            end();
        }
    }

    private void begin() {
        lastNanos = clock.nanos();
        if (observers.areThere()) {
            observers.tell(observer -> observer.loopBegins(loop));
        }
    }

    private void end() {
        timeRest();
        if (observers.areThere()) {
            observers.tell(observer -> observer.loopEnded(loop));
        }
        isStopping = false;
        if (wasInterrupted) {
            wasInterrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        boolean isPollDue = isPollDue();
        if (isPollDue || observers.areThere()) {
            timeRest();
        }
        if (isPollDue) {
            poll();
            lastNanos = clock.nanos();
            polledNanos = lastNanos;
            passesUnpolled = 0;
            isPollStale = false;
        } else {
            passesUnpolled++;
        }
        inbox.wakeUp(ready);
        timers.moveDue(lastNanos, ready);
        int left = ready.count();
        while (left > 0) {
            if (observers.areThere()) {
                runObserved();
                left--;
            } else {
                int count = Math.min(left, slowCallbacks.together() - untimed);
                runTogether(count);
                left -= count;
            }
        }
        if (untimed == 0) {
            ready.forget();
        }
    }

    private boolean isPollDue() {
        return ready.isEmpty()
                || isPollStale
                || passesUnpolled >= MOST_PASSES_UNPOLLED
                || lastNanos - polledNanos > LONGEST_UNPOLLED_NANOS;
    }

    private void poll() {
        if (observers.areThere()) {
            long nanos = clock.nanos();
            observers.tell(observer -> observer.pollBegins(nanos));
        }
        poller.poll(waitNanos(), ready::add);
        takeInterrupt();
        if (observers.areThere()) {
            long nanos = clock.nanos();
            observers.tell(observer -> observer.pollEnded(nanos));
        }
    }

    private long waitNanos() {
        boolean mayWait = ready.isEmpty() && !isStopping && inbox.fallAsleep();
        return mayWait ? timers.nanosToNext(clock.nanos()) : 0;
    }

    /** An interrupt would keep the poller from waiting, and is forgotten by the JDK as a coroutine runs. */
    private void takeInterrupt() {
        if (Thread.interrupted() && !wasInterrupted) {
            wasInterrupted = true;
            atInterrupt.run();
        }
    }

    /** Runs so many, which are timed together. */
    private void runTogether(int count) {
        for (int i = 0; i < count; i++) {
            call(ready.remove());
        }
        untimed += count;
        if (untimed >= slowCallbacks.together()) {
            timeTogether();
        }
    }

    private void runObserved() {
        Handle handle = ready.remove();
        if (!handle.isCancelled()) {
            long fromNanos = lastNanos;
            observers.tell(observer -> tellOfBegin(observer, handle, fromNanos));
            call(handle);
            untimed++;
            timeTogether();
            long toNanos = lastNanos;
            observers.tell(observer -> observer.callbackEnded(handle, fromNanos, toNanos));
        }
    }

    private static void tellOfBegin(LoopObserver observer, Handle handle, long nanos) {
        observer.callbackBegins(handle, nanos);
        if (handle instanceof TimerHandle timer) {
            observer.timerFired(timer, Math.max(0, nanos - timer.atNanos()));
        }
    }

    private void call(Handle handle) {
        try {
            if (handle instanceof TaskStep step) { // else one call of too many types for the compiler to inline
                step.run();
            } else {
                handle.run();
            }
        } catch (Throwable thrown) {
            loop.callExceptionHandler(new LoopFault("a callback failed", thrown, handle));
        }
    }

    /** Neither a loop that waits nor one that has stopped keeps what it ran. */
    private void timeRest() {
        if (untimed > 0) {
            timeTogether();
            ready.forget();
        }
    }

    /** Those that ran since the clock was read last have ended. */
    private void timeTogether() {
        long fromNanos = lastNanos;
        lastNanos = clock.nanos();
        slowCallbacks.ended(ready, untimed, fromNanos, lastNanos);
        untimed = 0;
    }

    /** Lets go of all that is left. */
    void close() {
        timers.clear();
        ready.clear();
        poller.close();
    }
}
