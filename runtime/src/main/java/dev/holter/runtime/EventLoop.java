package dev.holter.runtime;

import dev.holter.runtime.Inbox.Letter;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
public final class EventLoop implements AutoCloseable {
    private static final ThreadLocal<@Nullable EventLoop> RUNNING = new ThreadLocal<>();

    /**
     * How long callbacks that are ready may keep the loop from its channels, which take a system call to look at: from the
     * end of those that were timed together, which were short before.
     */
    private static final long LONGEST_UNPOLLED_NANOS = 100_000;

    /** Times are told apart by their difference, which must not overflow. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(100 * 365);

    private static final int MOST_PASSES_UNPOLLED = 1024;
    private static final int CLOSING_ROUNDS = 100;

    private final LoopClock clock;
    private final Poller poller;
    private final Inbox inbox = new Inbox();
    private final Timers timers = new Timers();
    private final ReadyQueue ready = new ReadyQueue();

    private final Observers observers = new Observers(this);
    private final boolean debug;
    private final LiveTasks tasks;
    private final OffLoop offLoop = new OffLoop(this);
    private final UnseenExceptions unseenExceptions = new UnseenExceptions(this);
    private final Map<LoopLocal<?>, Object> locals = new HashMap<>();
    private final SlowCallbacks slowCallbacks;
    private volatile ExceptionHandler exceptionHandler = LoggedFaults::log;
    private volatile @Nullable Thread thread;
    private @Nullable Task<?> currentTask;
    private long tasksMade;
    /** When the last callback ended whose end was looked at. */
    private long lastNanos;
    /** Callbacks since then. */
    private int untimed;

    private long polledNanos;
    private int passesUnpolled;
    /** What is looked for has changed: a channel that was closed is let go of by the next poll, and not before. */
    private boolean isPollStale;

    private boolean isStopping;
    private boolean wasInterrupted;
    private Runnable atInterrupt = () -> {};
    private volatile boolean isClosed;

    private EventLoop(Builder builder) {
        Poller waits = builder.poller.get();
        VirtualTime virtual = builder.virtualTime;
        this.clock = virtual == null ? builder.clock : virtual;
        this.poller = virtual == null ? waits : virtual.over(waits);
        this.slowCallbacks = new SlowCallbacks(builder.slowCallbackDuration);
        this.debug = builder.debug;
        this.tasks = new LiveTasks(debug);
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
        EventLoop loop = runningOrNull();
        if (loop == null) {
            throw new IllegalStateException("no event loop runs this code: call it in a coroutine or a callback");
        }
        return loop;
    }

    private static @Nullable EventLoop runningOrNull() {
        Task<?> task = Task.currentOrNull();
        return task != null ? task.loop() : RUNNING.get();
    }

    /** The loop that the thread runs which runs the calling code, whatever that is. */
    static @Nullable EventLoop ofThisThread() {
        return CoroutineThreads.ofCarrier(RUNNING);
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

    /** As {@link #callSoon(Runnable)}, for a caller that the loop runs, and a handle that is used again and again. */
    void enqueue(Handle handle) {
        ready.add(handle);
    }

    /**
     * As {@link #callSoon(Runnable)}, from any thread; wakes the loop where it waits. Calling the handle off is for the
     * loop's thread alone.
     */
    public Handle callSoonThreadsafe(Runnable callback) {
        requireOpen();
        Letter letter = new Letter(Objects.requireNonNull(callback));
        letter.wasMadeAt(callSite());
        leave(letter);
        return letter;
    }

    /**
     * As {@link #callSoonThreadsafe}, but does nothing where the loop is closed. For threads of the JDK's own that wake
     * what a coroutine waits for: an exception would end them, and with them what every other virtual thread waits
     * for. A virtual thread that a coroutine started and that outlives the loop never runs again.
     */
    void submit(Letter letter) {
        if (!isClosed) {
            leave(letter);
        }
    }

    private void leave(Letter letter) {
        if (inbox.add(letter)) {
            poller.wakeup();
        }
    }

    /** Runs a callback after a time; at once in the next pass where that is not positive. */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return callAt(nanosAfter(delay), callback);
    }

    /** The time that is so far away by {@link #nanos()}, and a lifetime at most. */
    long nanosAfter(Duration delay) {
        return nanos() + (delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay).toNanos();
    }

    /** Runs a callback at a time, by {@link #nanos()}. Those of the same time run in the order of the calls. */
    public TimerHandle callAt(long atNanos, Runnable callback) {
        requireOwn();
        TimerHandle timer = timers.add(atNanos, Objects.requireNonNull(callback));
        timer.wasMadeAt(callSite());
        return timer;
    }

    /** A future that its maker completes. */
    public <T extends @Nullable Object> Promise<T> createFuture() {
        return new Promise<>(this);
    }

    /** Runs a coroutine from the next pass on, under a name such as {@code task-1}. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return createTask(coroutine, "task-" + (tasksMade + 1));
    }

    /** Runs a coroutine from the next pass on. The loop keeps the task until it is done. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        requireOwn();
        tasksMade++;
        Task<T> task = new Task<>(this, coroutine, name, callSite());
        tasks.add(task);
        if (observers.areThere()) {
            observers.tell(observer -> observer.taskCreated(task));
        }
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
        add(channel, channel.validOps() & ~SelectionKey.OP_WRITE & ~SelectionKey.OP_CONNECT, callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeReader(SelectableChannel channel) {
        return remove(channel, channel.validOps() & ~SelectionKey.OP_WRITE & ~SelectionKey.OP_CONNECT);
    }

    /**
     * Calls back whenever the channel can be written to, in place of an earlier callback.
     *
     * @throws IllegalArgumentException where the channel blocks, is closed, or cannot be written to
     */
    public void addWriter(SelectableChannel channel, Runnable callback) {
        add(channel, SelectionKey.OP_WRITE, callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeWriter(SelectableChannel channel) {
        return remove(channel, SelectionKey.OP_WRITE);
    }

    /** Calls back once the channel's connection is made or has failed: {@code finishConnect()} tells. */
    public void addConnector(SelectableChannel channel, Runnable callback) {
        add(channel, SelectionKey.OP_CONNECT, callback);
    }

    /** No longer; whether there was a callback. */
    public boolean removeConnector(SelectableChannel channel) {
        return remove(channel, SelectionKey.OP_CONNECT);
    }

    private void add(SelectableChannel channel, int operation, Runnable callback) {
        requireOwn();
        isPollStale = true;
        Handle earlier = poller.add(channel, operation, new Handle(Objects.requireNonNull(callback)));
        if (earlier != null) {
            earlier.cancel();
        }
    }

    private boolean remove(SelectableChannel channel, int operation) {
        requireOwn();
        isPollStale = true;
        Handle callback = poller.remove(channel, operation);
        if (callback != null) {
            callback.cancel();
        }
        return callback != null;
    }

    /**
     * How many callbacks are queued and have not begun; timers that are not due are not. Any thread, and for that the
     * number of a moment ago.
     */
    public int pendingCallbacks() {
        return ready.size() + inbox.size();
    }

    /** How many tasks are not done. Any thread, and for that the number of a moment ago. */
    public int liveTasks() {
        return tasks.count();
    }

    /** Who hears of faults that nobody catches; by default they are logged. */
    public void setExceptionHandler(ExceptionHandler handler) {
        exceptionHandler = Objects.requireNonNull(handler);
    }

    /**
     * Runs until {@link #stop} is called. Blocks.
     *
     * @throws IllegalStateException where the loop runs or is closed, inside any running loop, and on a virtual thread
     */
    public void runForever() {
        run(() -> isStopping = true);
    }

    private void run(Runnable whenInterrupted) {
        begin();
        atInterrupt = whenInterrupted;
        takeInterrupt();
        try {
            do {
                pass();
            } while (!isStopping);
        } finally {
            end();
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
        isStopping = true;
    }

    /** Whether some thread runs it. Any thread. */
    public boolean isRunning() {
        return thread != null;
    }

    /** Whether it was closed. Any thread. */
    public boolean isClosed() {
        return isClosed;
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
        if (isClosed) {
            return;
        }
        if (thread != null) {
            throw new IllegalStateException("the loop runs already: it is closed when it has stopped");
        }
        try {
            cancelAllTasks();
        } finally {
            closeLocals();
            isClosed = true;
            offLoop.close();
            unseenExceptions.tell();
            timers.clear();
            ready.clear();
            locals.clear();
            poller.close();
        }
    }

    /** A task that ends may leave another one. One that does so without end is left to itself. */
    private void cancelAllTasks() {
        for (int round = 0; round < CLOSING_ROUNDS && !tasks.isEmpty(); round++) {
            cancel(List.copyOf(tasks.copy()));
        }
    }

    private void cancel(List<Task<?>> some) {
        int[] left = {some.size()};
        for (Task<?> task : some) {
            if (debug && task.isNew()) {
                callExceptionHandler(
                        new LoopFault("a task was made and never begun before its loop was closed", null, task));
            }
            task.cancel("the loop is closed");
            task.addDoneCallback(done -> {
                left[0]--;
                if (left[0] == 0) {
                    stop();
                }
            });
        }
        while (left[0] > 0) {
            run(() -> {}); // again where one of them stops it
        }
        for (Task<?> task : some) {
            if (!task.isCancelled() && task.hasException()) {
                callExceptionHandler(new LoopFault("a task failed while its loop was closed", task.exception(), task));
            }
        }
    }

    /** Which may still call the loop, to take back what they asked for. */
    private void closeLocals() {
        for (Object local : List.copyOf(locals.values())) {
            try {
                if (local instanceof AutoCloseable closeable) {
                    closeable.close();
                }
            } catch (Throwable thrown) {
                callExceptionHandler(new LoopFault("something could not be closed with its loop", thrown, local));
            }
        }
    }

    /** One pass, as asyncio has it, which however polls in each. */
    private void pass() {
        boolean isPollDue = isPollDue();
        if (isPollDue || observers.areThere()) {
            timeRest();
        }
        if (isPollDue) {
            poll();
            lastNanos = clock.nanos();
            polledNanos = lastNanos;
            passesUnpolled = 0;
            isPollStale = false;
        } else {
            passesUnpolled++;
        }
        inbox.wakeUp(ready);
        timers.moveDue(lastNanos, ready);
        int left = ready.count();
        while (left > 0) {
            if (observers.areThere()) {
                runObserved();
                left--;
            } else {
                int count = Math.min(left, slowCallbacks.together() - untimed);
                runTogether(count);
                left -= count;
            }
        }
        if (untimed == 0) {
            ready.forget();
        }
    }

    private boolean isPollDue() {
        return ready.isEmpty()
                || isPollStale
                || passesUnpolled >= MOST_PASSES_UNPOLLED
                || lastNanos - polledNanos > LONGEST_UNPOLLED_NANOS;
    }

    private void poll() {
        if (observers.areThere()) {
            long nanos = clock.nanos();
            observers.tell(observer -> observer.pollBegins(nanos));
        }
        poller.poll(waitNanos(), ready::add);
        takeInterrupt();
        if (observers.areThere()) {
            long nanos = clock.nanos();
            observers.tell(observer -> observer.pollEnded(nanos));
        }
    }

    /** An interrupt would keep the poller from waiting, and is forgotten by the JDK as a coroutine runs. */
    private void takeInterrupt() {
        if (Thread.interrupted() && !wasInterrupted) {
            wasInterrupted = true;
            atInterrupt.run();
        }
    }

    /** Runs so many, which are timed together. */
    private void runTogether(int count) {
        for (int i = 0; i < count; i++) {
            call(ready.remove());
        }
        untimed += count;
        if (untimed >= slowCallbacks.together()) {
            timeTogether();
        }
    }

    private void runObserved() {
        Handle handle = ready.remove();
        if (!handle.isCancelled()) {
            long fromNanos = lastNanos;
            observers.tell(observer -> tellOfBegin(observer, handle, fromNanos));
            call(handle);
            untimed++;
            timeTogether();
            long toNanos = lastNanos;
            observers.tell(observer -> observer.callbackEnded(handle, fromNanos, toNanos));
        }
    }

    /** Neither a loop that waits nor one that has stopped keeps what it ran. */
    private void timeRest() {
        if (untimed > 0) {
            timeTogether();
            ready.forget();
        }
    }

    /** Those that ran since the clock was read last have ended. */
    private void timeTogether() {
        long fromNanos = lastNanos;
        lastNanos = clock.nanos();
        slowCallbacks.ended(ready, untimed, fromNanos, lastNanos);
        untimed = 0;
    }

    private static void tellOfBegin(LoopObserver observer, Handle handle, long nanos) {
        observer.callbackBegins(handle, nanos);
        if (handle instanceof TimerHandle timer) {
            observer.timerFired(timer, Math.max(0, nanos - timer.atNanos()));
        }
    }

    private long waitNanos() {
        boolean mayWait = ready.isEmpty() && !isStopping && inbox.fallAsleep();
        return mayWait ? timers.nanosToNext(clock.nanos()) : 0;
    }

    private void call(Handle handle) {
        try {
            if (handle instanceof Task<?>.Step step) { // else one call of too many types for the compiler to inline
                step.run();
            } else {
                handle.run();
            }
        } catch (Throwable thrown) {
            callExceptionHandler(new LoopFault("a callback failed", thrown, handle));
        }
    }

    /** Tells the exception handler of a fault. Any thread. */
    public void callExceptionHandler(LoopFault fault) {
        try {
            exceptionHandler.handle(this, fault);
        } catch (Throwable thrown) {
            LoggedFaults.log(this, fault);
            LoggedFaults.log(this, new LoopFault("the exception handler failed", thrown, exceptionHandler));
        }
    }

    /** Runs a part of a task, up to where it waits. On the loop's thread, in a callback. */
    void resume(Task<?> task, Runnable continuation) {
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

    /** The task that runs now, or null. */
    @Nullable
    Task<?> currentTask() {
        return currentTask;
    }

    void done(Task<?> task) {
        tasks.remove(task);
        if (observers.areThere()) {
            observers.tell(observer -> observer.taskDone(task));
        }
    }

    @SuppressWarnings("unchecked") // it is made by the one whose key it has
    <T> T local(LoopLocal<T> key) {
        requireOwn();
        Object value = locals.get(key);
        if (value == null) {
            value = key.make(); // which may want another one
            locals.put(key, value);
        }
        return (T) value;
    }

    UnseenExceptions unseenExceptions() {
        return unseenExceptions;
    }

    /** Where work that blocks is done. */
    OffLoop offLoop() {
        return offLoop;
    }

    /** Whether the calling code runs on the loop's thread, or as one of its coroutines. */
    boolean isOwn() {
        return Task.currentOn(this) != null || Thread.currentThread().equals(thread);
    }

    private void begin() {
        requireIdle();
        thread = Thread.currentThread();
        RUNNING.set(this);
        lastNanos = clock.nanos();
        if (observers.areThere()) {
            observers.tell(observer -> observer.loopBegins(this));
        }
    }

    private void end() {
        timeRest();
        if (observers.areThere()) {
            observers.tell(observer -> observer.loopEnded(this));
        }
        isStopping = false;
        thread = null;
        RUNNING.remove();
        if (wasInterrupted) {
            wasInterrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    private void requireIdle() {
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

    private void requireOwn() {
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
    void requireNotAnothers() {
        if (thread != null && !isOwn()) {
            requireOwn();
        }
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the loop is closed");
        }
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
