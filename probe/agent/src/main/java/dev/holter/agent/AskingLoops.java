package dev.holter.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Event executors that run and that nobody has looked at yet, until the agent's thread does. Bounded: one that finds
 * no room asks again on its next turn. Any thread may ask, and none waits.
 */
final class AskingLoops {
    private static final int MOST = 64;

    private final AtomicReferenceArray<@Nullable Asking> places = new AtomicReferenceArray<>(MOST);
    private final Runnable onAsked;

    /**
     * Makes the waiting room.
     *
     * @param onAsked run by a thread that asks, when it has; must not block
     */
    AskingLoops(Runnable onAsked) {
        this.onAsked = onAsked;
    }

    /** The current thread runs the executor. To ask again before it was looked at changes nothing. */
    void ask(Object executor) {
        for (int i = 0; i < MOST; i++) {
            Asking there = places.get(i);
            if (there == null && places.compareAndSet(i, null, new Asking(executor, Thread.currentThread()))) {
                onAsked.run();
                return;
            }
            if (there != null && there.isOf(executor)) {
                return;
            }
        }
    }

    /** Those that have asked since the last time. */
    List<Asking> take() {
        List<Asking> taken = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            Asking asking = places.getAndSet(i, null);
            if (asking != null) {
                taken.add(asking);
            }
        }
        return taken;
    }

    /** An executor, and the thread that runs it. */
    record Asking(Object executor, Thread thread) {

        @SuppressWarnings("ReferenceEquality") // the same object is meant
        boolean isOf(Object one) {
            return executor == one;
        }
    }
}
