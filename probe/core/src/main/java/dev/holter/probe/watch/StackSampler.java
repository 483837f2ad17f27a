package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.LockWait;
import dev.holter.probe.diagnosis.StackCapture;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.report.StackSample;
import dev.holter.probe.time.ProbeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes stacks of stalled threads, away from the watchdog: a thread that computes without safepoint
 * polls holds up whoever asks for its stack. {@link #request} is for any thread and does not block.
 *
 * <p>A stack is taken with {@code Thread.getStackTrace}. From JDK 19 on that is a handshake of the one
 * thread. Before, the JVM stops all threads for it, some tens of microseconds for each stack; where the
 * stalled thread is slow to stop, the watchdog stands still as well. So there a stall of a thread that
 * computes is told before the first stack is asked for. {@code
 * ThreadMXBean} would stop all threads on every JDK for frames, and is asked for locks only.
 */
final class StackSampler implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final int MOST_FRAMES = 256;
    /** A thread may block, or come back, between the reading of its state and of its stack. */
    private static final int TRIES = 3;
    /** CPU time that stands still is less than one part in so many. */
    private static final int STILL = 4;

    private static final long KEEP_THREAD_SECONDS = 10;

    private final ProbeClock clock;
    private final ThreadCpuClock cpuClock;
    private final JvmStacks stacks;
    private final LockInspector locks = new LockInspector();
    private final InitialisationSearch initialisations;
    private final Faults faults;
    private final Runnable onCaptured;
    private final ExecutorService threads;

    /**
     * Makes a sampler.
     *
     * @param onCaptured called after each capture, on the thread that made it
     * @param threads where captures are made; the sampler shuts it down
     */
    StackSampler(
            ProbeClock clock,
            ThreadCpuClock cpuClock,
            Runnable onCaptured,
            ExecutorService threads,
            JvmStacks stacks,
            Drops drops) {
        this.clock = clock;
        this.cpuClock = cpuClock;
        this.stacks = stacks;
        this.initialisations = new InitialisationSearch(clock, stacks);
        this.faults = new Faults(drops, Drop.STACK_FAILED, "Holter could not take a stack, and goes on without it");
        this.onCaptured = onCaptured;
        this.threads = threads;
    }

    /** A few threads, which end while there is nothing to capture. */
    static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                KEEP_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                ProbeThreads.factory("holter-sampler"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Takes a stack of the calling thread, so that the first stall does not pay for loading classes. */
    StackCapture rehearse() {
        Thread self = Thread.currentThread();
        StackSample sample = new StackSample(0, self.getState(), cpuClock.cpuNanos(self), List.of(stacks.of(self)));
        return new StackCapture(sample, locks.lockOf(self));
    }

    /** Whether to take a stack stops all threads, until the slowest of them has stopped. */
    boolean stopsEveryThread() {
        return stacks.stopEveryThread();
    }

    /**
     * Asks for a stack of the loop that has not run a heartbeat. The request says when it is done.
     *
     * @param threadCpuAtDueNanos CPU time of the thread since it started, as it stood when the heartbeat was due
     * @return empty where too many captures are under way
     */
    Optional<CaptureRequest> request(
            Heartbeat heartbeat, long number, LoopStack stack, long dueNanos, OptionalLong threadCpuAtDueNanos) {
        CaptureRequest request = new CaptureRequest(clock.nanoTime());
        try {
            threads.execute(() -> carryOut(request, heartbeat, number, stack, dueNanos, threadCpuAtDueNanos));
            return Optional.of(request);
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        } catch (Throwable noThreadToBeHad) {
            faults.add(noThreadToBeHad);
            request.failed();
            return Optional.of(request);
        }
    }

    /** Completes the request in any case: else the stall would wait for it in vain, and take no other. */
    private void carryOut(
            CaptureRequest request,
            Heartbeat heartbeat,
            long number,
            LoopStack stack,
            long dueNanos,
            OptionalLong threadCpuAtDueNanos) {
        try {
            request.complete(capture(heartbeat, number, stack, dueNanos, threadCpuAtDueNanos));
        } catch (AdapterFault fault) {
            request.failed(fault);
        } catch (Throwable fault) {
            request.failed();
            faults.add(fault);
        }
        onCaptured.run();
    }

    /**
     * Takes a stack and keeps it only if the heartbeat had not run before and has not run after, and the loop has
     * carried the same virtual thread throughout, if any: else it may show another callback than the one that
     * stalled the loop, or one that waits and stalls nothing.
     */
    private Optional<StackCapture> capture(
            Heartbeat heartbeat, long number, LoopStack stack, long dueNanos, OptionalLong threadCpuAtDueNanos) {
        Thread thread = stack.shown();
        if (heartbeat.lastRun() >= number) {
            return Optional.empty();
        }
        Thread.State state = thread.getState();
        StackTraceElement[] frames = stacks.of(thread);
        for (int tries = 1; tries < TRIES && thread.getState() != state; tries++) {
            state = thread.getState();
            frames = stacks.of(thread);
        }
        OptionalLong cpuNanos = cpuClock.cpuNanos(stack.thread());
        long atNanos = clock.nanoTime() - dueNanos;
        if (heartbeat.lastRun() >= number || !thread.equals(stack.shown())) {
            return Optional.empty();
        }
        OptionalLong cpuSinceDue = cpuNanos.isPresent() && threadCpuAtDueNanos.isPresent()
                ? OptionalLong.of(cpuNanos.getAsLong() - threadCpuAtDueNanos.getAsLong())
                : OptionalLong.empty();
        StackSample sample = new StackSample(atNanos, state, cpuSinceDue, kept(frames));
        Optional<LockWait> lock =
                state == Thread.State.RUNNABLE ? initialisation(stack, thread, sample) : locks.lockOf(thread);
        return heartbeat.lastRun() >= number ? Optional.empty() : Optional.of(new StackCapture(sample, lock));
    }

    /** Asked only of a thread that seems to run outside native code, and gets nowhere. */
    private Optional<LockWait> initialisation(LoopStack stack, Thread thread, StackSample sample) {
        boolean still = sample.cpuNanos().isPresent() && sample.cpuNanos().getAsLong() * STILL < sample.atNanos();
        boolean mayInitialise = !sample.frames().isEmpty()
                && (!sample.frames().get(0).isNativeMethod()
                        || sample.frames().get(0).getClassName().equals("java.lang.Class"));
        return still && mayInitialise && maySleep(stack) ? initialisations.beside(thread) : Optional.empty();
    }

    /** One that the kernel would run if it had a processor waits for nobody else. */
    private static boolean maySleep(LoopStack stack) {
        return !stack.account().state().equals(Optional.of("R"));
    }

    /** A stack that is too deep loses its middle: what runs is at one end, and whose it is at the other. */
    private static List<StackTraceElement> kept(StackTraceElement[] frames) {
        List<StackTraceElement> all = List.of(frames);
        if (all.size() <= MOST_FRAMES) {
            return all;
        }
        List<StackTraceElement> kept = new ArrayList<>(all.subList(0, MOST_FRAMES / 2));
        kept.addAll(all.subList(all.size() - MOST_FRAMES / 2, all.size()));
        return kept;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
