package dev.holter.runtime;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they become done. */
final class Completions<T extends @Nullable Object> implements Iterator<LoopFuture<T>> {
    private final EventLoop loop;
    private final Set<LoopFuture<T>> futures;
    private final ArrayDeque<LoopFuture<T>> done = new ArrayDeque<>();
    private int left;
    private @Nullable Wakeup awaited;

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
        while (done.isEmpty()) {
            awaitOne();
        }
        left--;
        return done.remove();
    }

    private void awaitOne() {
        Wakeup one = new Wakeup(loop, "the first of several").standingFor(futures);
        awaited = one;
        one.await();
    }

    private void ended(LoopFuture<T> future) {
        done.add(future);
        if (awaited != null) {
            awaited.wake();
        }
    }
}
