package dev.holter.runtime;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
    private static final ScopedValue<Task<?>> CURRENT = ScopedValue.newInstance();

    private final Coroutine<T> coroutine;
    private final Executor scheduler = this::schedule;
    private final Step step;
    private final @Nullable StackTraceElement creationSite;
    private @Nullable Task<?> parent;
    private String name;
    private @Nullable Thread thread;
    private Phase phase = Phase.NEW;
    private @Nullable LoopFuture<?> awaited;
    private boolean mustCancel;
    /** Where the JDK had parked it, a call that it was in ends with whatever exception that call has for it. */
    private boolean isPassingOnCancel;

    private boolean isInterruptedToCancel;
    private @Nullable String cancelRequestMessage;
    private int cancelRequests;
    private @Nullable Runnable continuation;
    /** Its neighbours in {@link LiveTasks}. */
    @Nullable
    Task<?> previous;

    @Nullable
    Task<?> next;

    private enum Phase {
        NEW,
        /** At work, or parked by the JDK. */
        STARTED,
        /** Parked until the next step. */
        AWAITING,
        /** A step wakes it: its thread is to be run on the spot, and not queued. */
        WAKING
    }

    /** Runs it up to where it waits next: as a callback, and when what it awaits is done. */
    final class Step implements TaskPart, Consumer<LoopFuture<?>> {
        /** One for all steps, as there is nothing in it that differs between them. */
        private final Handle handle = new Handle(this);

        private Step() {
            handle.wasMadeAt(creationSite);
        }

        /** Takes it in the next pass. */
        void soon() {
            loop.callSoon(handle);
        }

        @Override
        public void accept(LoopFuture<?> awaitedAndDone) {
            takeStep();
        }

        @Override
        public void run() {
            takeStep();
        }

        @Override
        public Class<?> coroutineType() {
            return coroutine.getClass();
        }

        @Override
        public String toString() {
            return "task " + name;
        }
    }

    /** What the JDK had parked goes on. */
    private final class Continued implements TaskPart {
        private final Runnable part;

        Continued(Runnable part) {
            this.part = part;
        }

        @Override
        public void run() {
            loop.resume(Task.this, part);
        }

        @Override
        public Class<?> coroutineType() {
            return coroutine.getClass();
        }

        @Override
        public String toString() {
            return "task " + name;
        }
    }

    Task(EventLoop loop, Coroutine<T> coroutine, String name, @Nullable StackTraceElement creationSite) {
        super(loop);
        this.parent = loop.currentTask();
        this.coroutine = coroutine;
        this.name = name;
        this.creationSite = creationSite;
        this.step = new Step();
    }

    static @Nullable Task<?> currentOrNull() {
        if (!CURRENT.isBound()) {
            return null;
        }
        Task<?> task = CURRENT.get();
        return task.isRunBy(Thread.currentThread()) ? task : null;
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
     * awaiting if it must, and may even go on. One that the JDK has parked is interrupted.
     */
    @Override
    public boolean cancel(@Nullable String message) {
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
        if (phase == Phase.STARTED && loop.currentTask() != this && thread != null) {
            thread.interrupt();
            isInterruptedToCancel = true;
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
                forgetInterrupt();
            }
        }
        return cancelRequests;
    }

    /** Whether the exception that a call threw may be the cancellation. */
    boolean isInterruptedToCancel() {
        return isInterruptedToCancel;
    }

    private void forgetInterrupt() {
        if (isInterruptedToCancel && isRunBy(Thread.currentThread())) {
            isInterruptedToCancel = false;
            Thread.interrupted();
        }
    }

    boolean isRunBy(Thread candidate) {
        return candidate.equals(thread);
    }

    /** Has it run up to where it waits, from the next pass on. */
    void begin() {
        step.soon();
    }

    private void takeStep() {
        if (isDone()) {
            return;
        }
        if (phase == Phase.NEW && mustCancel) {
            finishCancelled(cancelRequestMessage);
            return;
        }
        awaited = null;
        boolean isNew = phase == Phase.NEW;
        phase = Phase.WAKING;
        if (isNew) {
            start();
        } else {
            LockSupport.unpark(thread);
        }
        Runnable rest = continuation;
        continuation = null;
        if (rest != null) {
            loop.resume(this, rest);
        }
    }

    private void start() {
        try {
            thread = CoroutineThreads.unstarted(scheduler, name, this::body);
            thread.start();
        } catch (IllegalStateException e) {
            thread = null;
            finish(() -> fail(e));
        }
    }

    /** The JDK has a part of the virtual thread to run: on the spot where the loop waits for it, else when it can. */
    private void schedule(Runnable part) {
        if (phase == Phase.WAKING && loop.isOwn()) {
            continuation = part;
        } else {
            loop.submit(new Continued(part));
        }
    }

    private void body() {
        phase = Phase.STARTED;
        ScopedValue.where(CURRENT, this).run(this::runToTheEnd);
    }

    private void runToTheEnd() {
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
            if (isInterruptedToCancel && mustCancel) {
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
        loop.done(this);
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
            if (mustCancel && future.cancel(cancelRequestMessage)) {
                mustCancel = false;
            }
            future.addDoneCallback(step);
            park();
        }
        return future.result();
    }

    /** Lets everything else that is ready run first. */
    void yieldNow() {
        step.soon();
        park();
    }

    private void park() {
        boolean interrupted = false;
        phase = Phase.AWAITING;
        while (phase == Phase.AWAITING) {
            LockSupport.park(this);
            // Else the next park would end at once, and this one never.
            interrupted |= Thread.interrupted();
        }
        phase = Phase.STARTED;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (mustCancel) {
            mustCancel = false;
            throw new CancelledError(cancelRequestMessage);
        }
    }

    @Override
    public String toString() {
        return name + " (" + stateWords() + ")";
    }
}
