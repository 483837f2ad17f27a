package dev.holter.runtime;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Code whose task is cancelled when a time is over. For that task.
 *
 * <p>Whose a {@link CancelledError} is, it tells as asyncio does: by the count of requests to cancel the task, of
 * which it takes its own back. Where others are left, the cancellation is theirs and goes on.
 */
public final class Timeout {
    private final Task<?> task;
    private State state = State.ENTERED;
    private @Nullable TimerHandle timer;

    private enum State {
        ENTERED,
        /** It has cancelled its task. */
        EXPIRING,
        EXPIRED,
        EXITED
    }

    /** Code in a scope. */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {

        /** Runs in the task that made the scope. */
        T run(Timeout scope) throws Exception;
    }

    Timeout(Task<?> task) {
        this.task = task;
    }

    EventLoop loop() {
        return task.loop();
    }

    <T extends @Nullable Object> T run(@Nullable Long atNanos, Body<T> body) throws Exception {
        int requestsBefore = task.cancelling();
        set(atNanos);
        try {
            T result = body.run(this);
            exit(requestsBefore);
            return result;
        } catch (Throwable thrown) {
            boolean mayBeOurs = task.isCancellation(thrown);
            if (exit(requestsBefore) && mayBeOurs) {
                throw Async.timeoutException(thrown);
            }
            throw thrown;
        }
    }

    /** Whether a cancellation that arrives is this scope's own. */
    private boolean exit(int requestsBefore) {
        cancelTimer();
        if (state != State.EXPIRING) {
            state = State.EXITED;
            return false;
        }
        state = State.EXPIRED;
        boolean isOwn = task.uncancel() <= requestsBefore;
        if (isOwn) {
            task.interruptEnds();
        }
        return isOwn;
    }

    /** Until when, by {@link EventLoop#nanos()}; empty where it has no end or its end has come. */
    public OptionalLong atNanos() {
        return timer == null ? OptionalLong.empty() : OptionalLong.of(timer.atNanos());
    }

    /** Whether its time was over. */
    public boolean isExpired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    /**
     * Sets another end, by {@link EventLoop#nanos()}.
     *
     * @throws IllegalStateException after its end
     */
    public void reschedule(long atNanos) {
        set(atNanos);
    }

    /**
     * Lets it have no end.
     *
     * @throws IllegalStateException after its end
     */
    public void unschedule() {
        set(null);
    }

    private void set(@Nullable Long atNanos) {
        if (state != State.ENTERED) {
            throw new IllegalStateException("the timeout's end has come: it cannot be moved");
        }
        cancelTimer();
        timer = atNanos == null ? null : loop().callAt(atNanos, this::expire);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void expire() {
        timer = null;
        state = State.EXPIRING;
        task.cancel();
    }
}
