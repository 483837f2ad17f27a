package dev.holter.probe.diagnosis;

import dev.holter.probe.report.CallbackType;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StackSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A stall for a test: what is known of it is said one by one, in milliseconds, and then it is judged. */
final class Stall {
    static final long MS = 1_000_000;
    static final StackTraceElement HANDLER = frame("com.example.Handler", "handle");
    static final StackTraceElement SLEEP = frame("java.lang.Thread", "sleep");
    static final StackTraceElement SOCKET_READ = nativeFrame("sun.nio.ch.SocketDispatcher", "read0");
    static final StackTraceElement FILE_READ = nativeFrame("java.io.FileInputStream", "readBytes");
    static final StackTraceElement PARK = nativeFrame("jdk.internal.misc.Unsafe", "park");
    static final StackTraceElement SELECT = frame("sun.nio.ch.SelectorImpl", "select");

    private final long millis;
    private final List<ProcessPause> pauses = new ArrayList<>();
    private final List<StackCapture> captures = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private OptionalDouble cpuRatio = OptionalDouble.empty();
    private OptionalLong cpuNanos = OptionalLong.empty();
    private long captureWaitMillis;
    private OptionalLong runDelayNanos = OptionalLong.empty();
    private OptionalLong throttledNanos = OptionalLong.empty();
    private OptionalLong stolenNanos = OptionalLong.empty();
    private Optional<String> state = Optional.empty();
    private Optional<String> waitChannel = Optional.empty();
    private Map<String, String> callDetails = Map.of();
    private long quickMillis = 50;
    private CallbackActivity callbacks = CallbackActivity.NONE;

    private Stall(long millis) {
        this.millis = millis;
    }

    static Stall of(long millis) {
        return new Stall(millis);
    }

    /** CPU time as a share of the time in which the process ran. */
    Stall cpu(double ratio) {
        cpuRatio = OptionalDouble.of(ratio);
        return this;
    }

    /** CPU time over the whole stall, whether the process seemed to run or not. */
    Stall computed(long cpuMillis) {
        cpuNanos = OptionalLong.of(cpuMillis * MS);
        return this;
    }

    Stall pause(long from, long to, Cause cause) {
        pauses.add(new ProcessPause(from * MS, to * MS, cause));
        return this;
    }

    Stall stackRefusedFor(long waited) {
        captureWaitMillis = waited;
        return this;
    }

    Stall running(long at, StackTraceElement... frames) {
        return stack(at, OptionalLong.empty(), Thread.State.RUNNABLE, frames);
    }

    Stall asleep(long at, StackTraceElement... frames) {
        return stack(at, OptionalLong.empty(), Thread.State.TIMED_WAITING, frames);
    }

    Stall stack(long at, long cpu, Thread.State threadState, StackTraceElement... frames) {
        return stack(at, OptionalLong.of(cpu * MS), threadState, frames);
    }

    private Stall stack(long at, OptionalLong cpuNanos, Thread.State threadState, StackTraceElement... frames) {
        captures.add(
                new StackCapture(new StackSample(at * MS, threadState, cpuNanos, List.of(frames)), Optional.empty()));
        return this;
    }

    /** What the thread of the last stack waited for. */
    Stall lock(LockWait lock) {
        StackCapture last = captures.remove(captures.size() - 1);
        captures.add(new StackCapture(last.sample(), Optional.of(lock), last.pending()));
        return this;
    }

    /** How many callbacks were queued at the last stack. */
    Stall pending(int queued) {
        captures.add(captures.remove(captures.size() - 1).with(OptionalInt.of(queued)));
        return this;
    }

    Stall runDelay(long delay) {
        runDelayNanos = OptionalLong.of(delay * MS);
        return this;
    }

    Stall throttled(long delay) {
        throttledNanos = OptionalLong.of(delay * MS);
        return this;
    }

    Stall stolen(long taken) {
        stolenNanos = OptionalLong.of(taken * MS);
        return this;
    }

    Stall kernel(String threadState, String channel) {
        state = Optional.of(threadState);
        waitChannel = Optional.of(channel).filter(name -> !name.isEmpty());
        return this;
    }

    /** What the kernel says of the call in which the thread is. */
    Stall call(String detail, String subject) {
        callDetails = Map.of(detail, subject);
        return this;
    }

    /** Callbacks that were timed: how many, how many of them were quick, and how long these took. */
    Stall ran(long count, long quick, long quickMillis, CallbackType... types) {
        callbacks = new CallbackActivity(
                OptionalLong.of(count),
                quick,
                quickMillis * MS,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(types));
        return this;
    }

    /** A queue, where callbacks are not timed. */
    Stall queue(int atStart, int now) {
        callbacks = CallbackActivity.queued(OptionalInt.of(atStart), OptionalInt.of(now));
        return this;
    }

    Stall recorded(Cause cause, boolean ofProcess, long from, long to, String words, Map<String, String> details) {
        occurrences.add(new Occurrence(cause, ofProcess, from * MS, to * MS, words, details));
        return this;
    }

    StallEvidence evidence() {
        long pausedNanos = pauses.stream().mapToLong(ProcessPause::nanos).sum();
        return new StallEvidence(
                millis * MS,
                pauses,
                cpuNanos.isPresent() ? cpuNanos : Evidence.cpuNanos(cpuRatio, millis * MS - pausedNanos),
                captures,
                captureWaitMillis * MS,
                new KernelAccount(runDelayNanos, throttledNanos, stolenNanos, state, waitChannel, callDetails),
                callbacks,
                occurrences);
    }

    /** Callbacks that take less are quick. */
    Stall quickBelow(long quick) {
        quickMillis = quick;
        return this;
    }

    Verdict judge() {
        return new Diagnosis(new FrameClassifier(List.of(), List.of()), quickMillis * MS).judge(evidence());
    }

    static StackTraceElement frame(String className, String method) {
        return new StackTraceElement(className, method, "File.java", 7);
    }

    static StackTraceElement nativeFrame(String className, String method) {
        return new StackTraceElement(className, method, "File.java", -2);
    }
}
