package dev.holter.runtime.sync;

import dev.holter.runtime.CancelledError;
import dev.holter.runtime.Coroutine;
import dev.holter.runtime.Ownership;
import org.jspecify.annotations.Nullable;

/** At most one task at a time, in the order in which they asked. Belongs to no task: any may release it. */
public final class Lock {
    private final Ownership ownership = new Ownership("a lock");
    private final Waiters waiters = new Waiters(ownership);
    private boolean isLocked;

    /** Makes one that nobody has. */
    public Lock() {}

    /** Whether somebody has it. */
    public boolean isLocked() {
        return isLocked;
    }

    /** Waits until it is free, and takes it. */
    public void acquire() {
        if (isLocked || waiters.areThere()) {
            try {
                waiters.await();
            } catch (CancelledError cancelled) {
                if (!isLocked) {
                    waiters.wakeFirst();
                }
                throw cancelled;
            }
        }
        isLocked = true;
        ownership.take();
    }

    /**
     * Gives it back; the first that waits has it next.
     *
     * @throws IllegalStateException where nobody has it
     */
    public void release() {
        if (!isLocked) {
            throw new IllegalStateException("the lock is not taken");
        }
        isLocked = false;
        ownership.giveBack();
        waiters.wakeFirst();
    }

    /** Runs code with the lock. */
    public <T extends @Nullable Object> T with(Coroutine<T> body) throws Exception {
        acquire();
        try {
            return body.run();
        } finally {
            release();
        }
    }
}
