package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How something ended, as a value.
 *
 * @param <T> what it returns
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** It returned that. */
    record Value<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /** It threw that, a {@link CancelledError} where it was cancelled. */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {}

    /** Of a future that is done. */
    static <T extends @Nullable Object> Outcome<T> of(LoopFuture<? extends T> done) {
        if (done.isCancelled()) {
            return new Failure<>(new CancelledError(done.cancelMessage()));
        }
        Throwable thrown = done.exception();
        return thrown == null ? new Value<>(done.value()) : new Failure<>(thrown);
    }
}
