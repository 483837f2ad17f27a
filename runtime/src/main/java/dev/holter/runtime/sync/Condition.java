package dev.holter.runtime.sync;

import dev.holter.runtime.CancelledError;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A lock, and the wait for something that is changed under it. */
public final class Condition {
    private final Lock lock;
    private final Waiters waiters = new Waiters("a condition");

    /** Makes one with a lock of its own. */
    public Condition() {
        this(new Lock());
    }

    /** Makes one of several of one lock. */
    public Condition(Lock lock) {
        this.lock = lock;
    }

    /** Its lock. */
    public Lock lock() {
        return lock;
    }

    /**
     * Gives the lock back, waits to be notified, and takes the lock again, also where it is cancelled. Whoever was
     * notified and cancelled before it ran passes the notification on.
     *
     * @throws IllegalStateException where nobody has the lock
     */
    public void await() {
        lock.release();
        try {
            try {
                waiters.await();
            } finally {
                acquireAgain();
            }
        } catch (CancelledError cancelled) {
            waiters.wakeNext();
            throw cancelled;
        }
    }

    /** Waits until that is true, asking again at each notification. */
    public void await(BooleanSupplier isTrue) {
        while (!isTrue.getAsBoolean()) {
            await();
        }
    }

    private void acquireAgain() {
        CancelledError cancelled = null;
        while (true) {
            try {
                lock.acquire();
                break;
            } catch (CancelledError meanwhile) {
                cancelled = meanwhile;
            }
        }
        throwIfCancelled(cancelled);
    }

    private static void throwIfCancelled(@Nullable CancelledError cancelled) {
        if (cancelled != null) {
            throw cancelled;
        }
    }

    /**
     * Wakes some that wait; each goes on when it has the lock.
     *
     * @throws IllegalStateException where nobody has the lock
     */
    public void signal(int tasks) {
        requireLocked();
        for (int left = tasks; left > 0 && waiters.wakeNext(); left--) {
            // Until there is none.
        }
    }

    /** Wakes one that waits. */
    public void signal() {
        signal(1);
    }

    /** Wakes all that wait. */
    public void signalAll() {
        requireLocked();
        waiters.wakeAll();
    }

    private void requireLocked() {
        if (!lock.isLocked()) {
            throw new IllegalStateException("the condition's lock is not taken");
        }
    }
}
