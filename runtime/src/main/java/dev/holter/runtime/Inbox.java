package dev.holter.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks that come from other threads, and the knowledge whether the loop has to be woken for them: a loop that
 * runs costs its callers no system call.
 *
 * <p>A chain from the newest to the oldest, to which each caller adds with one atomic operation (Treiber's stack, R. K.
 * Treiber 1986), and which the loop takes as a whole. A loop that is about to wait leaves a mark in place of an empty
 * chain: whoever replaces the mark wakes it, so that nothing is lost and nobody wakes it twice.
 */
final class Inbox {
    private static final Letter ASLEEP = new Letter(() -> {});

    private final AtomicReference<@Nullable Letter> newest = new AtomicReference<>();

    /** A callback that is handed over once. */
    static sealed class Letter extends Handle permits UnparkedTask {
        private @Nullable Letter earlier;
        /** How many there are up to this one. */
        private int place;

        Letter(Runnable callback) {
            super(callback);
        }

        private void follow(@Nullable Letter other) {
            earlier = other;
            place = other == null ? 1 : other.place + 1;
        }
    }

    /** How many are in it. Any thread. */
    int size() {
        Letter last = newest.get();
        return last == null ? 0 : last.place; // the mark has none
    }

    /** Leaves a callback; whether the loop has to be woken. Any thread. */
    boolean add(Letter letter) {
        while (true) {
            Letter before = newest.get();
            boolean isAsleep = ASLEEP.equals(before);
            letter.follow(isAsleep ? null : before);
            if (newest.compareAndSet(before, letter)) {
                return isAsleep;
            }
        }
    }

    /** The loop is about to wait; false where it must not, because there is something. Loop's thread. */
    boolean fallAsleep() {
        return newest.compareAndSet(null, ASLEEP);
    }

    /** Moves all that came to the end of the queue, in the order in which they came. Loop's thread. */
    void wakeUp(ReadyQueue ready) {
        if (newest.getAcquire() == null) {
            return;
        }
        Letter last = newest.getAndSet(null);
        Letter next = ASLEEP.equals(last) ? null : reversed(last);
        while (next != null) {
            Letter after = next.earlier;
            next.earlier = null;
            ready.add(next);
            next = after;
        }
    }

    /** The same chain the other way round. */
    private static @Nullable Letter reversed(@Nullable Letter last) {
        Letter done = null;
        Letter rest = last;
        while (rest != null) {
            Letter next = rest.earlier;
            rest.earlier = done;
            done = rest;
            rest = next;
        }
        return done;
    }
}
