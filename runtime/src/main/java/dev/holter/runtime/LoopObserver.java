package dev.holter.runtime;

/**
 * Watches what a loop does, as Trio's instruments do. Each method is called on the loop's thread or in one of its
 * coroutines, at the moment that it tells of, and must be quick: the loop does nothing else meanwhile. One that throws
 * is told to the exception handler, and is not called again. Where there is no observer, the loop looks whether there is
 * one, and allocates nothing for these.
 *
 * <p>Times are those of {@link EventLoop#nanos()}.
 */
public interface LoopObserver {
    /** The loop begins to run, on the calling thread. */
    default void loopBegins(EventLoop loop) {}

    /** The loop does not run any more. It may again, on this thread or another. */
    default void loopEnded(EventLoop loop) {}

    /** A callback is about to run: also a step of a task, which is a callback too. */
    default void callbackBegins(Handle callback, long nanos) {}

    /** The callback has run, or has thrown. What ends here began where the one before ended, or the poll did. */
    default void callbackEnded(Handle callback, long fromNanos, long toNanos) {}

    /** A timer's callback is about to run so long after it was due; 0 or more. */
    default void timerFired(TimerHandle timer, long latenessNanos) {}

    /** A task was made. */
    default void taskCreated(Task<?> task) {}

    /** A task goes on, on the calling thread: until {@link #taskParked} its frames are the ones that hold the loop. */
    default void taskResumed(Task<?> task) {}

    /** A task has given control back: it waits or is done. */
    default void taskParked(Task<?> task) {}

    /** A task has a result, has failed, or was cancelled. */
    default void taskDone(Task<?> task) {}

    /** The loop is about to look for what is ready, or to wait for it. */
    default void pollBegins(long nanos) {}

    /** The loop has looked. */
    default void pollEnded(long nanos) {}
}
