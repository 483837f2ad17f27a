package dev.holter.probe.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.diagnosis.Diagnosis;
import dev.holter.probe.diagnosis.Evidence;
import dev.holter.probe.diagnosis.FrameClassifier;
import dev.holter.probe.diagnosis.StackCapture;
import dev.holter.probe.diagnosis.Verdict;
import dev.holter.probe.host.JvmThreadCpuClock;
import dev.holter.probe.host.ThreadAccount;
import dev.holter.probe.report.Cause;
import dev.holter.probe.time.SystemProbeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads that really do what a test says, their stacks and the verdicts on them. */
final class RealThreads {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What a thread does. */
    interface Call {
        void run() throws Exception;
    }

    private final List<AutoCloseable> cleanups = new ArrayList<>();
    private final JvmThreadCpuClock cpuClock = new JvmThreadCpuClock();
    private final Drops drops = new Drops();
    private final StackSampler sampler = new StackSampler(
            SystemProbeClock.INSTANCE, cpuClock, () -> {}, StackSampler.threads(), new JvmStacks(), drops);
    private final Diagnosis diagnosis = new Diagnosis(new FrameClassifier(List.of(), List.of()));

    /** For the end of the test. */
    void end() throws Exception {
        for (int n = cleanups.size() - 1; n >= 0; n--) {
            cleanups.get(n).close();
        }
        sampler.close();
    }

    /** Runs at the end, before what was given earlier. */
    <T extends AutoCloseable> T atTheEnd(T cleanup) {
        cleanups.add(cleanup);
        return cleanup;
    }

    Verdict assertBlocked(Call call, Cause cause, String method) {
        Verdict verdict = awaitCulprit(start("loop", call), 0.01, cause, method);
        assertThat(verdict.confidence()).isBetween(0.8, 0.9);
        return verdict;
    }

    static void assertUnknown(Verdict verdict) {
        assertThat(verdict.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(verdict.culprit()).isEmpty();
        assertThat(verdict.confidence()).isZero();
    }

    /** A thread takes a moment until it is blocked; what is asserted is where it ends up. */
    Verdict awaitCulprit(Thread thread, double cpuRatio, Cause cause, String... methods) {
        long startNanos = System.nanoTime();
        while (true) {
            Verdict verdict = verdict(thread, OptionalDouble.of(cpuRatio));
            boolean there = verdict.cause() == cause
                    && verdict.culprit().isPresent()
                    && List.of(methods).contains(verdict.culprit().get().getMethodName());
            if (there || System.nanoTime() - startNanos > PATIENCE_NANOS) {
                assertThat(verdict.cause()).as("%s", verdict).isEqualTo(cause);
                assertCulprit(verdict.culprit(), methods);
                return verdict;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static void assertCulprit(Optional<StackTraceElement> culprit, String... methods) {
        assertThat(culprit).hasValueSatisfying(frame -> {
            assertThat(frame.getClassName()).startsWith("com.example.orders.");
            assertThat(frame.getMethodName()).isIn((Object[]) methods);
            assertThat(frame.getFileName()).endsWith(".java");
            assertThat(frame.getLineNumber()).isPositive();
        });
    }

    /** As if the thread had been on a processor for a share of the last second. */
    Verdict verdict(Thread thread, OptionalDouble cpuRatio) {
        return diagnosis.judge(Evidence.of(SECOND, 0, Cause.UNKNOWN, cpuRatio, List.of(capture(thread, cpuRatio)), 0));
    }

    private StackCapture capture(Thread thread, OptionalDouble cpuRatio) {
        Heartbeat neverRuns = new Heartbeat(SystemProbeClock.INSTANCE);
        OptionalLong cpuNanos = cpuClock.cpuNanos(thread);
        OptionalLong cpuAtDue = cpuNanos.isPresent() && cpuRatio.isPresent()
                ? OptionalLong.of(cpuNanos.getAsLong() - (long) (cpuRatio.getAsDouble() * SECOND))
                : OptionalLong.empty();
        long dueNanos = SystemProbeClock.INSTANCE.nanoTime() - SECOND;
        CaptureRequest request = sampler.request(
                        neverRuns,
                        neverRuns.next(),
                        new LoopStack(thread, Optional::empty, ThreadAccount.NONE),
                        dueNanos,
                        cpuAtDue)
                .orElseThrow();
        await(request::isDone);
        return request.capture().orElseThrow();
    }

    Thread start(String name, Call call) {
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (Exception interruptedAtTheEnd) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        cleanups.add(thread::interrupt);
        thread.start();
        return thread;
    }

    CountDownLatch releasedAtTheEnd() {
        CountDownLatch release = new CountDownLatch(1);
        cleanups.add(release::countDown);
        return release;
    }

    static void await(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - startNanos).as("time waited").isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
