package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.LockWait;
import dev.holter.probe.diagnosis.StackCapture;
import dev.holter.probe.host.ThreadCpuClock;
import dev.holter.probe.report.StackSample;
import dev.holter.probe.time.ProbeClock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes stacks of stalled threads, away from the watchdog: a thread that computes without safepoint
 * polls holds up whoever asks for its stack. {@link #request} is for the watchdog thread and does not
 * block.
 *
 * <p>A stack is taken with a handshake of the one thread, never with a safepoint of all, which is why
 * {@code ThreadMXBean} is asked for locks only and not for frames.
 */
final class StackSampler implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE = 256;
    private static final int MOST_FRAMES = 256;
    private static final long KEEP_THREAD_SECONDS = 10;

    private final ProbeClock clock;
    private final ThreadCpuClock cpuClock;
    private final LockInspector locks;
    private final Runnable onCaptured;
    private final ThreadPoolExecutor threads;

    /**
     * Makes a sampler.
     *
     * @param onCaptured called after each capture, on the sampler's thread
     */
    StackSampler(ProbeClock clock, ThreadCpuClock cpuClock, Runnable onCaptured) {
        this.clock = clock;
        this.cpuClock = cpuClock;
        this.locks = new LockInspector();
        this.onCaptured = onCaptured;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                KEEP_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                ProbeThreads.factory("holter-sampler"));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Takes a stack of the calling thread, so that the first stall does not pay for loading classes. */
    StackCapture rehearse() {
        Thread self = Thread.currentThread();
        StackSample sample =
                new StackSample(0, self.getState(), cpuClock.cpuNanos(self), List.of(self.getStackTrace()));
        return new StackCapture(sample, locks.lockOf(self));
    }

    /**
     * Asks for a stack of the thread that has not run a heartbeat. The request says when it is done.
     *
     * @param cpuAtDueNanos CPU time of the thread when the heartbeat was due
     * @return empty where too many captures are under way
     */
    Optional<CaptureRequest> request(
            Heartbeat heartbeat, long number, Thread thread, long dueNanos, OptionalLong cpuAtDueNanos) {
        CaptureRequest request = new CaptureRequest(clock.nanoTime());
        try {
            threads.execute(() -> {
                request.complete(capture(heartbeat, number, thread, dueNanos, cpuAtDueNanos));
                onCaptured.run();
            });
            return Optional.of(request);
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        }
    }

    /**
     * Takes a stack and keeps it only if the heartbeat had not run before and has not run after: else
     * it may show another callback than the one that stalled the loop.
     */
    private Optional<StackCapture> capture(
            Heartbeat heartbeat, long number, Thread thread, long dueNanos, OptionalLong cpuAtDueNanos) {
        if (heartbeat.lastRun() >= number) {
            return Optional.empty();
        }
        Thread.State state = thread.getState();
        StackTraceElement[] frames = thread.getStackTrace();
        Optional<LockWait> lock = state == Thread.State.RUNNABLE ? Optional.empty() : locks.lockOf(thread);
        OptionalLong cpuNanos = cpuClock.cpuNanos(thread);
        long atNanos = clock.nanoTime() - dueNanos;
        if (heartbeat.lastRun() >= number) {
            return Optional.empty();
        }
        OptionalLong cpuSinceDue = cpuNanos.isPresent() && cpuAtDueNanos.isPresent()
                ? OptionalLong.of(cpuNanos.getAsLong() - cpuAtDueNanos.getAsLong())
                : OptionalLong.empty();
        List<StackTraceElement> kept = List.of(frames).subList(0, Math.min(frames.length, MOST_FRAMES));
        return Optional.of(new StackCapture(new StackSample(atNanos, state, cpuSinceDue, kept), lock));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
