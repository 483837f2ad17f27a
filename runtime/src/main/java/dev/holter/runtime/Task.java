package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that a loop runs. It is a virtual thread whose scheduler is the loop: one runs at any moment, and it
 * gives control back where it waits. That is at {@link Async#await}, and also where the JDK parks it, as in {@code
 * Thread.sleep} or at a socket: then the loop runs others meanwhile, as it does for awaited futures.
 *
 * <p>For the loop's thread and its coroutines.
 *
 * @param <T> what the coroutine returns
 */
public final class Task<T extends @Nullable Object> extends LoopFuture<T> {
    // Its phases are numbers: to store a reference in an object as old as a task may be takes the collector a memory
    // fence, and a switch would have three of them.
    private static final int NEW = 0;
    /** At work, or parked by the JDK. */
    private static final int STARTED = 1;
    /** Gave its thread up until the next step. */
    private static final int AWAITING = 2;
    /** A step has it go on. */
    private static final int WAKING = 3;

    private final Coroutine<T> coroutine;
    private final Executor scheduler = this::schedule;
    private final TaskStep step;
    private final @Nullable StackTraceElement creationSite;
    private @Nullable Task<?> parent;
    private String name;
    private @Nullable Thread thread;
    private int phase = NEW;
    private @Nullable LoopFuture<?> awaited;
    private boolean mustCancel;
    private boolean isPassingOnCancel;
    /** The JDK had parked it when it was cancelled, so that the call that it was in ends in that call's own way. */
    private boolean isInterruptedToCancel;

    private @Nullable String cancelRequestMessage;
    private int cancelRequests;
    /** What runs its thread on. It is the same each time, and no other thread's. */
    private @Nullable Runnable continuation;
    /** Its neighbours in {@link LiveTasks}. */
    @Nullable
    Task<?> previous;

    @Nullable
    Task<?> next;

    Task(EventLoop loop, Coroutine<T> coroutine, String name, @Nullable StackTraceElement creationSite) {
        super(loop);
        this.parent = loop.currentTask();
        this.coroutine = coroutine;
        this.name = name;
        this.creationSite = creationSite;
        this.step = new TaskStep(this, creationSite);
    }

    static @Nullable Task<?> currentOrNull() {
        EventLoop loop = EventLoop.ofThisThread();
        return loop == null ? null : loop.callingTask();
    }

    /** Its name, for people. */
    public String name() {
        return name;
    }

    /** Gives it another name. */
    public void setName(String newName) {
        name = newName;
    }

    /** Who made it; empty unless the loop is in debug mode. */
    public Optional<StackTraceElement> creationSite() {
        return Optional.ofNullable(creationSite);
    }

    /** The task that made it, until that one is done; empty where none did. */
    public Optional<Task<?>> parent() {
        Task<?> current = parent;
        return current == null || current.isDone() ? Optional.empty() : Optional.of(current);
    }

    /** What it awaits; empty where it runs, was never run, or was parked by the JDK. */
    public Optional<LoopFuture<?>> awaited() {
        return Optional.ofNullable(awaited);
    }

    /** The virtual thread that runs it; empty where it has not begun or is done. */
    public Optional<Thread> thread() {
        return Optional.ofNullable(thread);
    }

    /** Where it is: its own frames, innermost first; empty where it has not begun or is done. */
    public StackTraceElement[] stack() {
        return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }

    /**
     * Asks for its end: a {@link CancelledError} arrives where it awaits, now or next. The coroutine may clean up,
     * awaiting if it must, and may even go on.
     *
     * <p>One that the JDK has parked is interrupted, once, and the call that it was in ends as that call does then. As
     * {@code catch (Exception e)} may swallow that end, the {@link CancelledError} still arrives at the next await, also
     * where that is in a {@code finally} block.
     *
     * @throws IllegalStateException on a thread that does not run the loop
     */
    @Override
    public boolean cancel(@Nullable String message) {
        loop.requireNotAnothers();
        if (isDone() || isPassingOnCancel) {
            return false; // in a circle of tasks that wait for each other, the last one is woken
        }
        cancelRequests++;
        if (awaited != null) {
            if (passOnCancel(awaited, message)) {
                return true; // whose end wakes this task
            }
            if (!awaited.isDone()) {
                step.soon(); // awaited is a task that waits for this one
            }
        }
        mustCancel = true;
        cancelRequestMessage = message;
        if (phase == STARTED && loop.currentTask() != this && thread != null) {
            isInterruptedToCancel = true;
            thread.interrupt();
        }
        return true;
    }

    private boolean passOnCancel(LoopFuture<?> to, @Nullable String message) {
        isPassingOnCancel = true;
        try {
            return to.cancel(message);
        } finally {
            isPassingOnCancel = false;
        }
    }

    /** How many requests to cancel it there were that nobody took back. */
    public int cancelling() {
        return cancelRequests;
    }

    /**
     * Takes back one request to cancel it, which whoever made it does when it has caught the {@link CancelledError}:
     * timeouts and groups tell by it whose a cancellation was.
     *
     * @return how many are left
     */
    public int uncancel() {
        if (cancelRequests > 0) {
            cancelRequests--;
            if (cancelRequests == 0) {
                mustCancel = false;
                if (isRunBy(Thread.currentThread())) {
                    interruptEnds();
                }
            }
        }
        return cancelRequests;
    }

    /** Whether what a call threw is how a cancellation arrived. */
    boolean isCancellation(Throwable thrown) {
        return thrown instanceof CancelledError || isInterruptToCancel(thrown);
    }

    /** Whether it arrived as an interrupt. */
    boolean isInterruptToCancel(Throwable thrown) {
        return isInterruptedToCancel && Interruption.isBehind(thrown);
    }

    /** A scope has caught a cancellation that came as an interrupt: nothing that is thrown from now on is that one. */
    void interruptEnds() {
        if (isInterruptedToCancel) {
            isInterruptedToCancel = false;
            mustCancel = false;
            Thread.interrupted();
        }
    }

    /** The same, for a scope that passes it on: as what nobody swallows by accident. */
    CancelledError interruptAsError(Throwable thrown) {
        interruptEnds();
        CancelledError error = new CancelledError(cancelRequestMessage);
        error.addSuppressed(thrown);
        return error;
    }

    boolean isRunBy(Thread candidate) {
        return candidate.equals(thread);
    }

    Class<?> coroutineType() {
        return coroutine.getClass();
    }

    /** What its handles are, in words. */
    String words() {
        return "task " + name;
    }

    /** In place of a callback, for handles that know themselves what they run. */
    static void isKnownToTheHandle() {}

    /** Whether it has not begun. */
    boolean isNew() {
        return phase == NEW;
    }

    /** Has it run up to where it waits, from the next pass on. */
    void begin() {
        step.soon();
    }

    /** For its step alone. */
    void takeStep() {
        if (isDone()) {
            return;
        }
        switch (phase) {
            case NEW -> {
                if (mustCancel) {
                    finishCancelled(cancelRequestMessage);
                } else {
                    start();
                    goOn();
                }
            }
            case AWAITING -> {
                if (awaited == null || awaited.isDone() || mustCancel) {
                    awaited = null;
                    phase = WAKING;
                    goOn();
                }
            }
            case WAKING -> goOn();
            default -> {
                // What it awaited is done, but a cancellation had it go on before.
            }
        }
    }

    private void start() {
        try {
            thread = CoroutineThreads.unstarted(scheduler, name, this::body);
            thread.start();
        } catch (IllegalStateException | OutOfMemoryError e) {
            continuation = null;
            finish(() -> fail(e));
        }
    }

    /** Runs it on the spot, unless another thread that looks at its stack just now holds it for a moment. */
    private void goOn() {
        if (continuation != null) {
            loop.resume(this, continuation);
            if (phase == WAKING) {
                step.soon();
            }
        }
    }

    /** What the JDK had parked goes on. */
    void goOnUnparked() {
        if (phase == STARTED && continuation != null) { // else it awaits, and somebody has looked at its stack
            loop.resume(this, continuation);
        }
    }

    /**
     * The JDK has a part of a virtual thread to run. It is this task's where it is the first one, which begins it. A task
     * that awaits goes on with its step, whoever asks for it: that is itself as it gives its thread up, or another thread
     * that has looked at its stack. Other threads are those that the coroutine started itself.
     */
    private void schedule(Runnable part) {
        if (continuation == null) {
            continuation = part;
        } else if (!part.equals(continuation)) {
            loop.passes().submit(new Letter(part));
        } else if (phase == STARTED) {
            loop.passes().submit(new UnparkedTask(this, creationSite));
        }
    }

    private void body() {
        phase = STARTED;
        try {
            T result = coroutine.run();
            if (mustCancel) {
                finishCancelled(cancelRequestMessage);
            } else {
                finish(() -> complete(result));
            }
        } catch (CancelledError cancelled) {
            finishCancelled(cancelled.getMessage());
        } catch (Throwable thrown) {
            if (isCancellation(thrown)) {
                finishCancelled(cancelRequestMessage);
            } else {
                finish(() -> fail(thrown));
            }
        }
    }

    private void finishCancelled(@Nullable String message) {
        finish(() -> super.cancel(message));
    }

    private void finish(Runnable end) {
        loop.tasks().remove(this);
        end.run();
        thread = null;
        parent = null;
    }

    /** Waits for that, in the coroutine. */
    <R extends @Nullable Object> R await(LoopFuture<R> future) throws Exception {
        if (future == this) {
            throw new IllegalStateException(this + " awaits itself");
        }
        if (future.loop() != loop) {
            throw new IllegalArgumentException(future + " belongs to another loop");
        }
        if (!future.isDone()) {
            awaited = future;
            if (mustCancel && passOnCancel(future, cancelRequestMessage)) {
                cancellationArrives();
            }
            future.whenDone(step);
            park();
        }
        return future.result();
    }

    /** Lets everything else that is ready run first. */
    void yieldNow() {
        step.soon();
        park();
    }

    /**
     * Gives its thread up until the next step. {@code Thread.yield} does that with fewer atomic operations than {@code
     * LockSupport.park}: the JDK asks its scheduler to run it on, which leaves it until then.
     */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is the loop
    private void park() {
        phase = AWAITING;
        boolean isPinned;
        try {
            Thread.yield();
        } finally { // it may be short of memory
            isPinned = phase == AWAITING;
            phase = STARTED;
        }
        if (isPinned) {
            refuseToWait();
        }
        if (mustCancel) {
            cancellationArrives();
            throw new CancelledError(cancelRequestMessage);
        }
    }

    private void cancellationArrives() {
        mustCancel = false;
        interruptEnds();
    }

    private void refuseToWait() {
        LoopFuture<?> future = awaited;
        awaited = null;
        if (future != null && future.removeDoneCallback(step) == 0) {
            return; // it was cancelled with this task, which its result tells
        }
        throw new IllegalStateException(
                "cannot await here: a native method or a class that is being initialised holds the loop's thread");
    }

    @Override
    public String toString() {
        return name + " (" + stateWords() + ")";
    }
}
