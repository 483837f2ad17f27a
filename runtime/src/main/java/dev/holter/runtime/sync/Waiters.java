package dev.holter.runtime.sync;

import dev.holter.runtime.CancelledError;
import dev.holter.runtime.Wakeup;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Tasks that wait for their turn, first come, first served. One that was woken is among them until it runs, or hears
 * that it was cancelled meanwhile.
 */
final class Waiters {
    private final ArrayDeque<Wakeup> turns = new ArrayDeque<>();
    private final Object what;

    /** Makes a queue for that, such as "an event". */
    Waiters(Object what) {
        this.what = what;
    }

    /**
     * Waits until woken.
     *
     * @param wokenInVain called where the task was woken and cancelled before it ran
     * @throws CancelledError where the task was cancelled
     * @throws IllegalStateException outside a coroutine
     */
    void await(Runnable wokenInVain) {
        Wakeup turn = new Wakeup(what);
        turns.add(turn);
        try {
            await(turn);
        } catch (CancelledError cancelled) {
            if (turn.isAwake()) {
                wokenInVain.run();
            }
            throw cancelled;
        }
    }

    private void await(Wakeup turn) {
        try {
            turn.await();
        } finally {
            turns.remove(turn);
        }
    }

    void await() {
        await(() -> {});
    }

    /** Wakes the first, unless it is awake already. */
    void wakeFirst() {
        Wakeup first = turns.peek();
        if (first != null) {
            first.wake();
        }
    }

    /** Wakes the first that still sleeps; whether there was one. */
    boolean wakeNext() {
        Optional<Wakeup> next = turns.stream().filter(Wakeup::isAsleep).findFirst();
        next.ifPresent(Wakeup::wake);
        return next.isPresent();
    }

    void wakeAll() {
        List.copyOf(turns).forEach(Wakeup::wake);
    }

    /** Whether somebody waits who was not cancelled. */
    boolean areThere() {
        return turns.stream().anyMatch(turn -> !turn.isCancelled());
    }
}
