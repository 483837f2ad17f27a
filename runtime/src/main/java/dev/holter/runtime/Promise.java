package dev.holter.runtime;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A future that its maker completes; {@code loop.createFuture()} of asyncio. For the loop's thread.
 *
 * @param <T> the value
 */
public non-sealed class Promise<T extends @Nullable Object> extends LoopFuture<T> {

    private Collection<? extends LoopFuture<?>> parts = List.of();
    private Object what = "future";

    Promise(EventLoop loop) {
        super(loop);
    }

    /** Says whose end it waits for. */
    final void standFor(Collection<? extends LoopFuture<?>> futures) {
        parts = futures;
    }

    /** Whose end it waits for; empty where somebody completes it. */
    final Collection<? extends LoopFuture<?>> standsFor() {
        return parts;
    }

    /** Its words are asked for where somebody looks, and not before. */
    final void describe(Object words) {
        what = words;
    }

    /**
     * Completes it with a value.
     *
     * @throws InvalidStateException where it is done
     */
    public final void setResult(T result) {
        complete(result);
    }

    /**
     * Completes it with an exception, which those who await it get.
     *
     * @throws InvalidStateException where it is done
     * @throws IllegalArgumentException for a {@link CancelledError}: use {@link #cancel}
     */
    public final void setException(Throwable exception) {
        if (exception instanceof CancelledError) {
            throw new IllegalArgumentException("a future is cancelled by cancel(), and not by a CancelledError");
        }
        fail(exception);
    }

    /** Completes it as another one, which is done, was. */
    final void copy(LoopFuture<? extends T> done) {
        if (done.isCancelled()) {
            cancel(done.cancelMessage());
            return;
        }
        Throwable thrown = done.exception();
        if (thrown == null) {
            complete(done.value());
        } else {
            fail(thrown);
        }
    }

    @Override
    public String toString() {
        return what + " (" + stateWords() + ")";
    }
}
