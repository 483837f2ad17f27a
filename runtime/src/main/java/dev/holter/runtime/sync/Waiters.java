package dev.holter.runtime.sync;

import dev.holter.runtime.Async;
import dev.holter.runtime.CancelledError;
import dev.holter.runtime.EventLoop;
import dev.holter.runtime.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their turn, first come, first served. One that was woken is among them until it runs, or hears
 * that it was cancelled meanwhile.
 */
final class Waiters {
    private final ArrayDeque<Promise<@Nullable Void>> turns = new ArrayDeque<>();

    /**
     * Waits until woken.
     *
     * @param wokenInVain called where the task was woken and cancelled before it ran
     * @throws CancelledError where the task was cancelled
     */
    void await(Runnable wokenInVain) {
        Promise<@Nullable Void> turn = EventLoop.running().createFuture();
        turns.add(turn);
        try {
            Async.await(turn);
            turns.remove(turn);
        } catch (CancelledError cancelled) {
            turns.remove(turn);
            if (turn.isDone() && !turn.isCancelled()) {
                wokenInVain.run();
            }
            throw cancelled;
        } catch (Exception impossible) {
            throw new AssertionError("a turn failed", impossible);
        }
    }

    void await() {
        await(() -> {});
    }

    /** Wakes the first, unless it is awake already. */
    void wakeFirst() {
        Promise<@Nullable Void> first = turns.peek();
        if (first != null && !first.isDone()) {
            first.setResult(null);
        }
    }

    /** Wakes the first that still sleeps; whether there was one. */
    boolean wakeNext() {
        Optional<Promise<@Nullable Void>> next =
                turns.stream().filter(turn -> !turn.isDone()).findFirst();
        next.ifPresent(turn -> turn.setResult(null));
        return next.isPresent();
    }

    void wakeAll() {
        for (Promise<@Nullable Void> turn : List.copyOf(turns)) {
            if (!turn.isDone()) {
                turn.setResult(null);
            }
        }
    }

    /** Whether somebody waits who was not cancelled. */
    boolean areThere() {
        return turns.stream().anyMatch(turn -> !turn.isCancelled());
    }
}
