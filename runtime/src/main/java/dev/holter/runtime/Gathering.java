package dev.holter.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future of what comes of several, which cancels them where it is cancelled.
 *
 * @param <T> what comes of each
 * @param <R> what is told of each
 */
final class Gathering<T extends @Nullable Object, R extends @Nullable Object> extends Promise<List<R>> {
    private final List<LoopFuture<T>> inOrder;
    private final Set<LoopFuture<T>> children;
    private final boolean failsFast;
    private final Function<LoopFuture<T>, R> told;
    private int left;
    private boolean isCancelRequested;

    private Gathering(EventLoop loop, List<LoopFuture<T>> inOrder, boolean failsFast, Function<LoopFuture<T>, R> told) {
        super(loop);
        this.inOrder = inOrder;
        this.children = new LinkedHashSet<>(inOrder);
        this.failsFast = failsFast;
        this.told = told;
        this.left = children.size();
        standFor(children);
    }

    /** Values; fails with the first of them that does, while the others run on. */
    static <T extends @Nullable Object> LoopFuture<List<T>> values(EventLoop loop, List<LoopFuture<T>> children) {
        return new Gathering<>(loop, children, true, LoopFuture::value).begin();
    }

    /** How each of them ended. */
    static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> outcomes(
            EventLoop loop, List<LoopFuture<T>> children) {
        return new Gathering<>(loop, children, false, (LoopFuture<T> child) -> Outcome.<T>of(child)).begin();
    }

    private LoopFuture<List<R>> begin() {
        if (children.isEmpty()) {
            setResult(List.of());
        }
        children.forEach(child -> child.addDoneCallback(this::childDone));
        return this;
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (isDone()) {
            return false;
        }
        for (LoopFuture<T> child : children) {
            isCancelRequested |= child.cancel(message);
        }
        return isCancelRequested;
    }

    private void childDone(LoopFuture<T> child) {
        left--;
        Throwable thrown = child.isCancelled() ? new CancelledError(child.cancelMessage()) : child.exception();
        if (isDone()) {
            return;
        }
        if (failsFast && thrown != null) {
            fail(thrown);
        } else if (left == 0 && isCancelRequested) {
            fail(new CancelledError(child.cancelMessage()));
        } else if (left == 0) {
            setResult(inOrder.stream().map(told).toList());
        }
    }
}
