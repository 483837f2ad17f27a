package dev.holter.runtime;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends as another future does, and is cancelled alone. */
final class Shield<T extends @Nullable Object> extends Promise<T> {

    Shield(EventLoop loop) {
        super(loop);
    }

    Shield<T> around(LoopFuture<T> inner) {
        Consumer<LoopFuture<T>> end = this::end;
        inner.addDoneCallback(end);
        standFor(List.of(inner));
        return this;
    }

    private void end(LoopFuture<T> inner) {
        if (!isDone()) {
            copy(inner);
        } else if (!inner.isCancelled() && inner.hasException()) {
            loop().callExceptionHandler(new LoopFault(
                    "what was shielded failed, and nobody waits for it", inner.exception(), inner));
        }
    }
}
