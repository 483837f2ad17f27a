package dev.holter.runtime;

import dev.holter.runtime.Async.WaitUntil;
import dev.holter.runtime.Async.Waited;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One wait for some of several. */
final class Waiting<T extends @Nullable Object> {
    private final Set<LoopFuture<T>> futures;
    private final WaitUntil until;
    private final Wakeup enough;
    /** How many have not said that they are done: one that was before says so in the next pass. */
    private int left;

    private Waiting(EventLoop loop, Set<LoopFuture<T>> futures, WaitUntil until) {
        this.futures = futures;
        this.until = until;
        this.enough = new Wakeup(loop, "some of several").standingFor(futures);
        this.left = futures.size();
    }

    static <T extends @Nullable Object> Waited<T> of(
            Task<?> task, Collection<? extends LoopFuture<T>> given, WaitUntil until, @Nullable Duration timeout) {
        Set<LoopFuture<T>> futures = new LinkedHashSet<>(given);
        if (futures.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for");
        }
        Waiting<T> waiting = new Waiting<>(task.loop(), futures, until);
        if (!waiting.isEnough()) {
            waiting.await(task, timeout);
        }
        return waiting.waited();
    }

    private boolean isEnough() {
        return futures.stream().allMatch(LoopFuture::isDone)
                || futures.stream().anyMatch(future -> future.isDone() && endsIt(future));
    }

    private boolean endsIt(LoopFuture<T> done) {
        return switch (until) {
            case FIRST_COMPLETED -> true;
            case FIRST_EXCEPTION -> !done.isCancelled() && done.hasException();
            case ALL_COMPLETED -> false;
        };
    }

    private void await(Task<?> task, @Nullable Duration timeout) {
        Consumer<LoopFuture<T>> noticed = this::ended;
        futures.forEach(future -> future.addDoneCallback(noticed));
        TimerHandle timer = timeout == null ? null : task.loop().callLater(timeout, enough::wake);
        try {
            enough.await();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            futures.forEach(future -> future.removeDoneCallback(noticed));
        }
    }

    private void ended(LoopFuture<T> done) {
        left--;
        if (left <= 0 || endsIt(done)) {
            enough.wake();
        }
    }

    private Waited<T> waited() {
        return new Waited<>(thatAre(true), thatAre(false));
    }

    private Set<LoopFuture<T>> thatAre(boolean done) {
        return futures.stream()
                .filter(future -> future.isDone() == done)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
