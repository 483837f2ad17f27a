package dev.holter.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callbacks that come from other threads, and the knowledge whether the loop has to be woken for them: a loop that
 * runs costs its callers no system call.
 *
 * <p>Why none is lost: the loop says that it sleeps and looks into the queue once more before it does; whoever adds
 * looks afterwards whether it sleeps. One of the two sees the other, because both the queue and the flag are
 * written and read in one order that all threads agree on.
 */
final class Inbox {
    private final Queue<Handle> handles = new ConcurrentLinkedQueue<>();
    /** The queue itself would have to go through all of them to count. */
    private final AtomicInteger count = new AtomicInteger();

    private final AtomicBoolean asleep = new AtomicBoolean();

    /** How many are in it: one that is being added may count already. Any thread. */
    int size() {
        return count.get();
    }

    /** Leaves a callback; whether the loop has to be woken. Any thread. */
    boolean add(Handle handle) {
        count.getAndIncrement();
        handles.add(handle);
        return asleep.get() && asleep.compareAndSet(true, false);
    }

    /** The loop is about to wait; false where it must not, because there is something. Loop's thread. */
    boolean fallAsleep() {
        asleep.set(true);
        return handles.isEmpty();
    }

    /** Moves all that came to the end of the queue. Loop's thread. */
    void wakeUp(Queue<? super Handle> ready) {
        asleep.set(false);
        int moved = 0;
        for (Handle handle = handles.poll(); handle != null; handle = handles.poll()) {
            ready.add(handle);
            moved++;
        }
        if (moved > 0) {
            count.getAndAdd(-moved);
        }
    }
}
