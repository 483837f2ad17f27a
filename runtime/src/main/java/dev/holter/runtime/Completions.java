package dev.holter.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they become done, each for one of the tasks that ask. */
final class Completions<T extends @Nullable Object> implements Iterator<LoopFuture<T>> {
    private final EventLoop loop;
    private final Set<LoopFuture<T>> futures;
    private final Deque<LoopFuture<T>> done = new ArrayDeque<>();
    private final Deque<Promise<LoopFuture<T>>> turns = new ArrayDeque<>();
    /** How many nobody has asked for. */
    private int left;

    Completions(EventLoop loop, Set<LoopFuture<T>> futures) {
        this.loop = loop;
        this.futures = futures;
        this.left = futures.size();
        futures.forEach(future -> future.addDoneCallback(this::ended));
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public LoopFuture<T> next() {
        if (left == 0) {
            throw new NoSuchElementException("all of them were given");
        }
        LoopFuture<T> first = done.poll();
        if (first == null) {
            return awaitOne(Async.currentTask());
        }
        left--;
        return first;
    }

    private LoopFuture<T> awaitOne(Task<?> task) {
        Promise<LoopFuture<T>> turn = turn();
        left--;
        turns.add(turn);
        try {
            return task.await(turn);
        } catch (CancelledError | RuntimeException notToday) {
            left++;
            takeBack(turn);
            throw notToday;
        } catch (Exception impossible) {
            throw new AssertionError("a wait that cannot fail did", impossible);
        }
    }

    private Promise<LoopFuture<T>> turn() {
        Promise<LoopFuture<T>> turn = loop.createFuture();
        turn.describe("the first of several");
        turn.standFor(futures);
        return turn;
    }

    /** The task does not wait any more, perhaps after it was given one. */
    private void takeBack(Promise<LoopFuture<T>> turn) {
        turns.remove(turn);
        boolean wasGivenOne = turn.isDone() && !turn.isCancelled();
        if (wasGivenOne && !giveToTheFirst(turn.value())) {
            done.addFirst(turn.value());
        }
    }

    private void ended(LoopFuture<T> future) {
        if (!giveToTheFirst(future)) {
            done.add(future);
        }
    }

    /** Whether somebody waits who was not cancelled. */
    private boolean giveToTheFirst(LoopFuture<T> future) {
        Promise<LoopFuture<T>> first = turns.poll();
        while (first != null && first.isDone()) {
            first = turns.poll();
        }
        if (first != null) {
            first.setResult(future);
        }
        return first != null;
    }
}
