package dev.holter.runtime;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they become done. */
final class Completions<T extends @Nullable Object> implements Iterator<LoopFuture<T>> {
    private final EventLoop loop;
    private final ArrayDeque<LoopFuture<T>> done = new ArrayDeque<>();
    private int left;
    private @Nullable Promise<@Nullable Void> awaited;

    Completions(EventLoop loop, Set<LoopFuture<T>> futures) {
        this.loop = loop;
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
        while (done.isEmpty()) {
            awaitOne();
        }
        left--;
        return done.remove();
    }

    private void awaitOne() {
        Promise<@Nullable Void> one = loop.createFuture();
        awaited = one;
        try {
            Async.await(one);
        } catch (Exception impossible) {
            throw new AssertionError("a wait failed", impossible);
        }
    }

    private void ended(LoopFuture<T> future) {
        done.add(future);
        if (awaited != null && !awaited.isDone()) {
            awaited.setResult(null);
        }
    }
}
