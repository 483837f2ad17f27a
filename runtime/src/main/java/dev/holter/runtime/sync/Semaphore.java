package dev.holter.runtime.sync;

import dev.holter.runtime.Coroutine;
import org.jspecify.annotations.Nullable;

/** At most so many tasks at a time, in the order in which they asked. */
public sealed class Semaphore permits BoundedSemaphore {
    private final Waiters waiters = new Waiters("a permit");
    private int permits;

    /**
     * Makes one.
     *
     * @param permits 0 or more
     * @throws IllegalArgumentException below 0
     */
    public Semaphore(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore of " + permits + " permits");
        }
        this.permits = permits;
    }

    /** Whether a task that asked now would have to wait. */
    public final boolean isLocked() {
        return permits == 0 || waiters.areThere();
    }

    /** Permits that nobody has and nobody waits for. */
    public final int permits() {
        return permits;
    }

    /** Waits for a permit, and takes it. */
    public final void acquire() {
        if (!isLocked()) {
            permits--;
            return;
        }
        try {
            waiters.await(() -> permits++);
        } finally {
            wakeAsMany();
        }
    }

    /** Those that came meanwhile waited for those before them, even where there were permits. */
    private void wakeAsMany() {
        while (permits > 0 && waiters.wakeNext()) {
            permits--;
        }
    }

    /** Gives a permit back, or one more. */
    public void release() {
        permits++;
        wakeAsMany();
    }

    /** Runs code with a permit. */
    public final <T extends @Nullable Object> T with(Coroutine<T> body) throws Exception {
        acquire();
        try {
            return body.run();
        } finally {
            release();
        }
    }
}
