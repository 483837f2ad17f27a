package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event loop with the semantics of Python's asyncio: one thread, one callback at a time, coroutines that give
 * control back only where they wait. What is queued in a pass runs in the next.
 *
 * <pre>{@code
 * String answer = EventLoop.runMain(() -> {
 *     Task<String> slow = Async.createTask(() -> fetch("slow"));
 *     return Async.timeout(Duration.ofSeconds(3), scope -> Async.await(slow));
 * });
 * }</pre>
 *
 * <p>Everything is for the thread that runs the loop and for its coroutines, and while nobody runs it for whoever has
 * it, but for {@link #callSoonThreadsafe} and the methods that say so. A call from another thread throws at once.
 *
 * <p>An interrupt of the thread asks the program to end, as Ctrl-C asks asyncio's: it cancels what {@link
 * #runUntilComplete} runs, once, and stops {@link #runForever}. When they return, the thread is interrupted again. The
 * JDK forgets an interrupt that comes while a coroutine runs: what has to reach a busy loop goes by {@link
 * #callSoonThreadsafe}.
 */
public final class EventLoop extends LoopThread implements AutoCloseable {
    private final LoopClock clock;
    private final ReadyQueue ready = new ReadyQueue();
    private final Passes passes;
    private final Channels channels;
    private final boolean debug;
    private final LiveTasks tasks;
    private final OffLoop offLoop = new OffLoop(this);
    private final UnseenExceptions unseenExceptions = new UnseenExceptions(this);
    private final Locals locals = new Locals(this);
    private final Faults faults = new Faults(this);

    private EventLoop(Builder builder) {
        Poller waits = builder.poller.get();
        VirtualTime virtual = builder.virtualTime;
        this.clock = virtual == null ? builder.clock : virtual;
        Poller poller = virtual == null ? waits : virtual.over(waits);
        this.passes =
                new Passes(this, clock, poller, ready, observers, new SlowCallbacks(builder.slowCallbackDuration));
        this.channels = new Channels(this, poller, passes);
        this.debug = builder.debug;
        this.tasks = new LiveTasks(observers, debug);
    }

    /** A loop with default settings. To be closed. */
    public static EventLoop open() {
        return builder().build();
    }

    /** Starts to build a loop. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a program: opens a loop, runs the coroutine, cancels the tasks that it left, and closes the loop.
     *
     * @return what the coroutine returned
     * @throws Exception what it threw
     * @throws IllegalStateException inside a running loop, or where the JVM lets nobody make coroutines
     */
    public static <T extends @Nullable Object> T runMain(Coroutine<T> main) throws Exception {
        try (EventLoop loop = open()) {
            return loop.runUntilComplete(main);
        }
    }

    /**
     * The loop that runs the calling callback or coroutine.
     *
     * @throws IllegalStateException where there is none
     */
    public static EventLoop running() {
        return runningHere();
    }

    /** The time by which its timers go, in nanoseconds since some fixed moment. */
    public long nanos() {
        return clock.nanos();
    }

    /** Runs a callback in the next pass, after those that are queued already. */
    public Handle callSoon(Runnable callback) {
        requireOwn();
        Handle handle = new Handle(Objects.requireNonNull(callback));
        handle.wasMadeAt(callSite());
        ready.add(handle);
        return handle;
    }

    /**
     * As {@link #callSoon(Runnable)}, from any thread; wakes the loop where it waits. Calling the handle off is for the
     * loop's thread alone.
     */
    public Handle callSoonThreadsafe(Runnable callback) {
        requireOpen();
        Letter letter = new Letter(Objects.requireNonNull(callback));
        letter.wasMadeAt(callSite());
        passes.leave(letter);
        return letter;
    }

    /** Runs a callback after a time; at once in the next pass where that is not positive. */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(nanosAfter(delay), callback);
    }

    /** The time that is so far away by {@link #nanos()}, and a lifetime at most. */
    long nanosAfter(Duration delay) {
        return Timers.nanosAfter(nanos(), delay);
    }

    /** Runs a callback at a time, by {@link #nanos()}. Those of the same time run in the order of the calls. */
    public TimerHandle callAt(long atNanos, Runnable callback) {
        requireOwn();
        TimerHandle timer = passes.addTimer(atNanos, Objects.requireNonNull(callback));
        timer.wasMadeAt(callSite());
        return timer;
    }

    /** A future that its maker completes. */
    public <T extends @Nullable Object> Promise<T> createFuture() {
        return new Promise<>(this);
    }

    /** Runs a coroutine from the next pass on, under a name such as {@code task-1}. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return createTask(coroutine, tasks.nextName());
    }

    /** Runs a coroutine from the next pass on. The loop keeps the task until it is done. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        requireOwn();
        Task<T> task = new Task<>(this, coroutine, name, callSite());
        tasks.add(task);
        task.begin();
        return task;
    }

    private @Nullable StackTraceElement callSite() {
        return debug ? DebugMode.callSite().orElse(null) : null;
    }

    /** The tasks that are not done, in the order in which they were made. */
    public Set<Task<?>> allTasks() {
        requireOwn();
        return tasks.copy();
    }

    /**
     * Calls back whenever the channel can be read or accepted from, in place of an earlier callback.
     *
     * @throws IllegalArgumentException where the channel blocks, is closed, or can be neither
     */
    public void addReader(SelectableChannel channel, Runnable callback) {
        channels.add(channel, Channels.reading(channel), callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeReader(SelectableChannel channel) {
        return channels.remove(channel, Channels.reading(channel));
    }

    /**
     * Calls back whenever the channel can be written to, in place of an earlier callback.
     *
     * @throws IllegalArgumentException where the channel blocks, is closed, or cannot be written to
     */
    public void addWriter(SelectableChannel channel, Runnable callback) {
        channels.add(channel, SelectionKey.OP_WRITE, callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeWriter(SelectableChannel channel) {
        return channels.remove(channel, SelectionKey.OP_WRITE);
    }

    /** Calls back once the channel's connection is made or has failed: {@code finishConnect()} tells. */
    public void addConnector(SelectableChannel channel, Runnable callback) {
        channels.add(channel, SelectionKey.OP_CONNECT, callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeConnector(SelectableChannel channel) {
        return channels.remove(channel, SelectionKey.OP_CONNECT);
    }

    /**
     * How many callbacks are queued and have not begun; timers that are not due are not. Any thread, and for that the
     * number of a moment ago.
     */
    public int pendingCallbacks() {
        return passes.pending();
    }

    /** How many tasks are not done. Any thread, and for that the number of a moment ago. */
    public int liveTasks() {
        return tasks.count();
    }

    /** Who hears of faults that nobody catches; by default they are logged. */
    public void setExceptionHandler(ExceptionHandler handler) {
        faults.setHandler(handler);
    }

    /**
     * Runs until {@link #stop} is called. Blocks.
     *
     * @throws IllegalStateException where the loop runs or is closed, inside any running loop, and on a virtual thread
     */
    public void runForever() {
        run(passes::stop);
    }

    void run(Runnable whenInterrupted) {
        enter();
        try {
            passes.run(whenInterrupted);
        } finally {
            leave();
        }
    }

    /**
     * Runs until that is done, and no longer. Blocks.
     *
     * @return its value
     * @throws Exception its exception
     * @throws CancelledError where it was cancelled
     * @throws IllegalStateException where the loop runs or is closed, inside any running loop, and where the loop
     *     was stopped before that was done
     */
    public <T extends @Nullable Object> T runUntilComplete(Coroutine<T> main) throws Exception {
        return runUntilComplete((Awaitable<T>) main);
    }

    /** As {@link #runUntilComplete(Coroutine)}, for what may run already. */
    public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> main) throws Exception {
        requireIdle();
        LoopFuture<T> future = main.on(this);
        Consumer<LoopFuture<T>> stop = done -> stop();
        future.addDoneCallback(stop);
        try {
            run(() -> future.cancel("the thread of the loop was interrupted"));
        } finally {
            future.removeDoneCallback(stop);
        }
        if (!future.isDone()) {
            throw new IllegalStateException("the loop was stopped before " + future + " was done");
        }
        return future.result();
    }

    /** Ends {@link #runForever} after the pass under way; the next call of it where the loop does not run. */
    public void stop() {
        requireOwn();
        passes.stop();
    }

    /** Whether some thread runs it. Any thread. */
    public boolean isRunning() {
        return hasThread();
    }

    /** Whether it was closed. Any thread. */
    public boolean isClosed() {
        return isShut();
    }

    /**
     * Cancels the tasks that are left and runs them to their end, {@code finally} blocks included, closes what of
     * {@code dev.holter.runtime.net} is open on the loop, waits for the executor's work, tells the exception handler of
     * failures that nobody asked for, and lets go of everything else. Does nothing the second time.
     *
     * @throws IllegalStateException where the loop runs
     */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        if (isRunning()) {
            throw new IllegalStateException("the loop runs already: it is closed when it has stopped");
        }
        try {
            new LeftTasks(this, tasks, debug).cancel();
        } finally {
            locals.close();
            shut();
            offLoop.close();
            unseenExceptions.tell();
            locals.clear();
            passes.close();
        }
    }

    /** Tells the exception handler of a fault. Any thread. */
    public void callExceptionHandler(LoopFault fault) {
        faults.tell(fault);
    }

    /** Has that told of what the loop does from now on. */
    public void addObserver(LoopObserver observer) {
        requireOwn();
        observers.add(observer);
    }

    /** No longer; whether it was. */
    public boolean removeObserver(LoopObserver observer) {
        requireOwn();
        return observers.remove(observer);
    }

    <T> T local(LoopLocal<T> key) {
        requireOwn();
        return locals.get(key);
    }

    UnseenExceptions unseenExceptions() {
        return unseenExceptions;
    }

    /** Where work that blocks is done. */
    OffLoop offLoop() {
        return offLoop;
    }

    ReadyQueue ready() {
        return ready;
    }

    Passes passes() {
        return passes;
    }

    LiveTasks tasks() {
        return tasks;
    }

    /** The settings of a loop. Each has a default; not safe for several threads. */
    public static final class Builder {
        private LoopClock clock = LoopClock.system();
        private @Nullable VirtualTime virtualTime;
        private Supplier<? extends Poller> poller = SelectorPoller::new;
        private Duration slowCallbackDuration = Duration.ofMillis(50);
        private boolean debug = DebugMode.byDefault();

        private Builder() {}

        /** The clock of its timers; the JVM's monotonic one by default. */
        public Builder clock(LoopClock clock) {
            this.clock = Objects.requireNonNull(clock);
            return this;
        }

        /** Has time jump ahead where nothing is ready, in place of a clock. */
        public Builder virtualTime(VirtualTime time) {
            this.virtualTime = Objects.requireNonNull(time);
            return this;
        }

        /** What it waits with, made anew for each loop, which closes it; a selector by default. */
        public Builder poller(Supplier<? extends Poller> poller) {
            this.poller = Objects.requireNonNull(poller);
            return this;
        }

        /** From when on a callback is logged as slow; 50 ms by default. */
        public Builder slowCallbackDuration(Duration duration) {
            this.slowCallbackDuration = Objects.requireNonNull(duration);
            return this;
        }

        /**
         * Remembers where callbacks and tasks were made, and tells of tasks that grow without end. By default as the
         * system property {@code dev.holter.runtime.debug} or the environment's {@code HOLTER_RUNTIME_DEBUG} says.
         */
        public Builder debug(boolean on) {
            this.debug = on;
            return this;
        }

        /** Makes the loop. */
        public EventLoop build() {
            return new EventLoop(this);
        }
    }
}
