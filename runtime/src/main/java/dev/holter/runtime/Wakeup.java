package dev.holter.runtime;

import java.util.Collection;

/**
 * A wait of one task that something else on the loop ends, once: a future with neither value nor failure. What waits
 * for channels and locks is built of it. For the loop's thread and its coroutines.
 */
public final class Wakeup {
    private final Promise<Boolean> over;

    /**
     * Makes one for the loop that runs the calling code.
     *
     * @param what is waited for, such as "an event", for people who look at what waits: its {@code toString} is called
     *     only then. An {@link Ownership} says whose turn to give something back it is
     */
    public Wakeup(Object what) {
        this(EventLoop.running(), what);
    }

    Wakeup(EventLoop loop, Object what) {
        over = loop.createFuture();
        over.describe(what);
        if (what instanceof Ownership ownership) {
            over.standFor(ownership.holders());
        }
    }

    /** Says whose end it waits for. */
    Wakeup standingFor(Collection<? extends LoopFuture<?>> futures) {
        over.standFor(futures);
        return this;
    }

    /**
     * Waits until {@link #wake} is called; not at all where it was.
     *
     * @throws CancelledError where the task was cancelled
     * @throws IllegalStateException outside a coroutine
     */
    public void await() {
        Task<?> task = Async.currentTask();
        try {
            task.await(over);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception impossible) {
            throw new AssertionError("a wait that cannot fail did", impossible);
        }
    }

    /** Ends the wait; does nothing where it is over. */
    public void wake() {
        if (!over.isDone()) {
            over.setResult(true);
        }
    }

    /** Whether it was woken. */
    public boolean isAwake() {
        return over.isDone() && !over.isCancelled();
    }

    /** Whether nobody woke it and nobody cancelled the task that waits. */
    public boolean isAsleep() {
        return !over.isDone();
    }

    /** Whether the task that waits was cancelled first. */
    public boolean isCancelled() {
        return over.isCancelled();
    }
}
