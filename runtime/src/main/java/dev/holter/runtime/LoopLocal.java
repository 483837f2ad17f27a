package dev.holter.runtime;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Something that each loop has one of: what its callbacks and coroutines share, and as one of them runs at a time, without
 * synchronising, such as a buffer. A thread-local would be one for each coroutine.
 *
 * @param <T> what it is
 */
public final class LoopLocal<T> {
    private final Supplier<T> maker;

    /** Says how it is made, for a loop that has none yet. */
    public LoopLocal(Supplier<T> maker) {
        this.maker = Objects.requireNonNull(maker);
    }

    /**
     * That of a loop, which lets go of it when it is closed, and closes it then where it is {@link AutoCloseable}: after
     * the loop's tasks have ended, when nothing can be waited for any more. The loop's thread and its coroutines.
     */
    public T of(EventLoop loop) {
        return loop.local(this);
    }

    T make() {
        return maker.get();
    }
}
