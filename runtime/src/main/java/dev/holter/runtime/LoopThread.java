package dev.holter.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Which thread runs a loop, and which of its tasks that is at: by this the loop tells who may call it. Any thread, but
 * for what says otherwise.
 *
 * <p>A loop is one, and does not have one, as every await and every result that is set asks it: one more object to go
 * through would show in the time of a task switch.
 */
abstract sealed class LoopThread permits EventLoop {
    private static final ThreadLocal<@Nullable EventLoop> RUNNING = new ThreadLocal<>();

    final Observers observers = new Observers(loop());
    private volatile @Nullable Thread thread;
    private volatile boolean isShut;
    private @Nullable Task<?> currentTask;

    private EventLoop loop() {
        return (EventLoop) this; // there is no other
    }

    /** The loop that runs the calling callback or coroutine. */
    static EventLoop runningHere() {
        EventLoop running = runningOrNull();
        if (running == null) {
            throw new IllegalStateException("no event loop runs this code: call it in a coroutine or a callback");
        }
        return running;
    }

    private static @Nullable EventLoop runningOrNull() {
        Task<?> task = Task.currentOrNull();
        return task != null ? task.loop() : RUNNING.get();
    }

    /** The loop that the thread runs which runs the calling code, whatever that is. */
    static @Nullable EventLoop ofThisThread() {
        return CoroutineThreads.ofCarrier(RUNNING);
    }

    /**
     * The calling thread runs the loop from now on.
     *
     * @throws IllegalStateException where it must not
     */
    final void enter() {
        requireIdle();
        thread = Thread.currentThread();
        RUNNING.set(loop());
    }

    /** No longer. The loop's thread. */
    final void leave() {
        thread = null;
        RUNNING.remove();
    }

    /** Nobody runs it any more. */
    final void shut() {
        isShut = true;
    }

    final boolean hasThread() {
        return thread != null;
    }

    final boolean isShut() {
        return isShut;
    }

    /** Runs a part of a task, up to where it waits. On the loop's thread, in a callback. */
    final void resume(Task<?> task, Runnable continuation) {
        Task<?> before = currentTask;
        currentTask = task;
        if (observers.areThere()) {
            observers.tell(observer -> observer.taskResumed(task));
        }
        try {
            continuation.run();
        } finally {
            currentTask = before;
            if (observers.areThere()) {
                observers.tell(observer -> observer.taskParked(task));
            }
        }
    }

    /** The task that runs now, or null. */
    @Nullable
    final Task<?> currentTask() {
        return currentTask;
    }

    /** The task that runs the calling code, where that is one of the loop's; without a search. */
    @Nullable
    final Task<?> callingTask() {
        Task<?> task = currentTask;
        return task != null && task.isRunBy(Thread.currentThread()) ? task : null;
    }

    /** Whether the calling code runs on the loop's thread, or as one of its coroutines. */
    private boolean isOwn() {
        return callingTask() != null || Thread.currentThread().equals(thread);
    }

    /** The caller may run the loop. */
    final void requireIdle() {
        requireOpen();
        if (Thread.currentThread().isVirtual() && runningOrNull() == null) {
            throw new IllegalStateException("a virtual thread cannot run a loop, whose coroutines are virtual threads"
                    + " themselves: run it on a platform thread");
        }
        if (thread != null) {
            throw new IllegalStateException("the loop runs already");
        }
        if (runningOrNull() != null) {
            throw new IllegalStateException("a loop cannot run inside another one that runs: await instead");
        }
    }

    /** The caller runs the loop, or nobody does and it is open. */
    final void requireOwn() {
        if (isOwn()) {
            return; // and one that runs is open
        }
        requireOpen();
        if (thread != null) {
            throw new IllegalStateException("called by " + Thread.currentThread()
                    + ", which does not run the loop: only callSoonThreadsafe may be called there");
        }
    }

    /** The caller runs the loop, or nobody does. */
    final void requireNotAnothers() {
        if (thread != null && !isOwn()) {
            requireOwn();
        }
    }

    final void requireOpen() {
        if (isShut) {
            throw new IllegalStateException("the loop is closed");
        }
    }
}
