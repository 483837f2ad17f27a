package dev.holter.runtime;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What will come of something: a value, an exception or a cancellation. A {@link Task} is one, and a {@link Promise}
 * is one that its maker completes. For the loop's thread and its coroutines.
 *
 * @param <T> the value
 */
public abstract sealed class LoopFuture<T extends @Nullable Object> implements Awaitable<T> permits Promise, Task {
    final EventLoop loop;
    private State state = State.PENDING;
    private @Nullable T value;
    private @Nullable Throwable exception;
    private UnseenExceptions.@Nullable Unseen unseen;
    private @Nullable String cancelMessage;
    /** Most have one at most. */
    private @Nullable Consumer<? super LoopFuture<T>> firstCallback;

    private List<Consumer<? super LoopFuture<T>>> furtherCallbacks = List.of();

    private enum State {
        PENDING,
        FINISHED,
        CANCELLED
    }

    LoopFuture(EventLoop loop) {
        this.loop = loop;
    }

    /** The loop that it belongs to. */
    public final EventLoop loop() {
        return loop;
    }

    /** Whether it has a value, an exception, or was cancelled. */
    public final boolean isDone() {
        return state != State.PENDING;
    }

    /** Whether it was cancelled. */
    public final boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /**
     * The value, at once.
     *
     * @throws CancelledError where it was cancelled
     * @throws InvalidStateException where it is not done
     * @throws Exception what the task ended with, or was set; it may be an {@code Error} too
     */
    public final T result() throws Exception {
        Throwable thrown = exception();
        if (thrown instanceof Exception e) {
            throw e;
        }
        if (thrown != null) {
            throw (Error) thrown;
        }
        return value();
    }

    /** A value may be null where its type allows it, which the compiler cannot know here. */
    @SuppressWarnings("NullAway")
    final T value() {
        return value;
    }

    /**
     * What it ended with, or null where it has a value.
     *
     * @throws CancelledError where it was cancelled
     * @throws InvalidStateException where it is not done
     */
    public final @Nullable Throwable exception() {
        switch (state) {
            case PENDING -> throw new InvalidStateException(this + " is not done");
            case CANCELLED -> throw new CancelledError(cancelMessage);
            case FINISHED -> {
                if (unseen != null) {
                    unseen.seen();
                    unseen = null;
                }
            }
        }
        return exception;
    }

    /** Cancels it without a message. */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels it: whoever awaits it gets a {@link CancelledError}.
     *
     * @param message of that error
     * @return whether there was something to cancel
     * @throws IllegalStateException on a thread that does not run the loop
     */
    public boolean cancel(@Nullable String message) {
        loop.requireNotAnothers();
        if (isDone()) {
            return false;
        }
        end(State.CANCELLED, message);
        return true;
    }

    /**
     * Has the loop call when it is done, in one of the next passes: in the next one where it is done already. Calls
     * come in the order in which they were asked for.
     *
     * @throws IllegalStateException on a thread that does not run the loop
     */
    public final void addDoneCallback(Consumer<? super LoopFuture<T>> call) {
        loop.requireNotAnothers();
        whenDone(call);
    }

    /** As {@link #addDoneCallback}, for callers that the loop runs. */
    final void whenDone(Consumer<? super LoopFuture<T>> call) {
        if (isDone()) {
            schedule(call);
            return;
        }
        if (firstCallback == null) {
            firstCallback = call;
            return;
        }
        if (furtherCallbacks.isEmpty()) {
            furtherCallbacks = new ArrayList<>();
        }
        furtherCallbacks.add(call);
    }

    /** Takes back every request to call that; how many there were. */
    public final int removeDoneCallback(Consumer<? super LoopFuture<T>> call) {
        loop.requireNotAnothers();
        List<Consumer<? super LoopFuture<T>>> all = takeCallbacks();
        int before = all.size();
        all.removeIf(call::equals);
        all.forEach(this::whenDone);
        return before - all.size();
    }

    /** In the order in which they were added. */
    private List<Consumer<? super LoopFuture<T>>> takeCallbacks() {
        List<Consumer<? super LoopFuture<T>>> all = new ArrayList<>(furtherCallbacks);
        furtherCallbacks = List.of();
        if (firstCallback != null) {
            all.addFirst(firstCallback);
            firstCallback = null;
        }
        return all;
    }

    @Override
    public final LoopFuture<T> on(EventLoop asked) {
        if (asked != loop) {
            throw new IllegalArgumentException(this + " belongs to another loop");
        }
        return this;
    }

    final void complete(T result) {
        requirePending();
        value = result;
        end(State.FINISHED, null);
    }

    final void fail(Throwable thrown) {
        requirePending();
        boolean isOrdinary = thrown instanceof Exception || thrown instanceof Error;
        exception = isOrdinary ? thrown : new UndeclaredThrowableException(thrown);
        end(State.FINISHED, null);
        unseen = loop.unseenExceptions().add(this, exception);
    }

    final boolean hasException() {
        return exception != null;
    }

    final @Nullable String cancelMessage() {
        return cancelMessage;
    }

    private void requirePending() {
        loop.requireNotAnothers();
        if (isDone()) {
            throw new InvalidStateException(this + " is done already");
        }
    }

    private void end(State newState, @Nullable String message) {
        state = newState;
        cancelMessage = message;
        Consumer<? super LoopFuture<T>> first = firstCallback;
        if (first != null) {
            List<Consumer<? super LoopFuture<T>>> further = furtherCallbacks;
            firstCallback = null;
            furtherCallbacks = List.of();
            schedule(first);
            further.forEach(this::schedule);
        }
    }

    private void schedule(Consumer<? super LoopFuture<T>> call) {
        if (call instanceof TaskStep step) {
            step.soon();
        } else {
            loop.callSoon(() -> call.accept(this));
        }
    }

    /** Such as "pending", or what it ended with. */
    final String stateWords() {
        return switch (state) {
            case PENDING -> "pending";
            case CANCELLED -> "cancelled";
            case FINISHED -> exception == null ? "done" : "failed with " + exception;
        };
    }
}
