package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.StackCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one stall, taken when it is 1, 2, 4, 8 ... times the threshold old: close together
 * while it is new and far apart while it goes on, as Seastar's stall detector has it. A stall of a day
 * has 21 of them. Watchdog thread only.
 */
final class StackSchedule {
    private final StackSampler sampler;
    private final Supplier<Optional<Thread>> carried;
    private final LoopAccount kernel;
    private final Drops drops;
    private final Heartbeat heartbeat;
    private final long number;
    private final long dueNanos;
    private final OptionalLong threadCpuAtDueNanos;

    private final List<StackCapture> captures = new ArrayList<>();
    private @Nullable CaptureRequest underWay;
    private long nextAgeNanos;
    private long postponedToAgeNanos;
    private boolean begun;

    StackSchedule(
            StackSampler sampler,
            Supplier<Optional<Thread>> carried,
            LoopAccount kernel,
            Drops drops,
            Heartbeat heartbeat,
            long number,
            long dueNanos,
            OptionalLong threadCpuAtDueNanos,
            long thresholdNanos) {
        this.sampler = sampler;
        this.carried = carried;
        this.kernel = kernel;
        this.drops = drops;
        this.heartbeat = heartbeat;
        this.number = number;
        this.dueNanos = dueNanos;
        this.threadCpuAtDueNanos = threadCpuAtDueNanos;
        this.nextAgeNanos = thresholdNanos;
    }

    /**
     * Takes in a capture that is done; whether there was one.
     *
     * @param pending callbacks queued on the loop now
     */
    boolean collect(OptionalInt pending) {
        if (underWay == null || !underWay.isDone()) {
            return false;
        }
        CaptureRequest done = underWay;
        underWay = null;
        if (done.isStale()) {
            drops.add(Drop.STACK_STALE);
        }
        Optional<StackCapture> capture = done.capture();
        capture.ifPresent(taken -> captures.add(taken.with(pending)));
        return capture.isPresent();
    }

    /**
     * Asks for the next stack if it is time. One whose time comes while another is under way is left
     * out, so that {@link #nextNanos()} is never past and a stack that takes long wakes nobody for it.
     *
     * @param thread absent where the loop has not run a heartbeat yet
     */
    void askIfDue(@Nullable Thread thread, long nowNanos) {
        long ageNanos = nowNanos - dueNanos;
        if (nowNanos - nextNanos() < 0) {
            return;
        }
        begun = true;
        while (nextAgeNanos <= ageNanos) {
            nextAgeNanos *= 2;
        }
        if (underWay != null) {
            drops.add(Drop.STACK_SUPPRESSED);
        } else if (thread != null) {
            ask(thread);
        }
    }

    private void ask(Thread thread) {
        LoopStack stack = new LoopStack(thread, carried, kernel.account(thread));
        Optional<CaptureRequest> request = sampler.request(heartbeat, number, stack, dueNanos, threadCpuAtDueNanos);
        if (request.isEmpty()) {
            drops.add(Drop.STACK_SUPPRESSED);
        }
        underWay = request.orElse(null);
    }

    /** Whether the time of the first has come. */
    boolean haveBegun() {
        return begun;
    }

    /** Takes none before the given time. */
    void postpone(long toNanos) {
        postponedToAgeNanos = toNanos - dueNanos;
    }

    /** When the next stack is due. After {@link #askIfDue}. */
    long nextNanos() {
        return dueNanos + Math.max(nextAgeNanos, postponedToAgeNanos);
    }

    /** How long the capture under way has taken so far, nanoseconds; 0 where none is. */
    long waitNanos(long nowNanos) {
        return underWay == null ? 0 : nowNanos - underWay.askedAtNanos();
    }

    /** The stall has ended: a capture under way comes too late for it. */
    void end() {
        collect(OptionalInt.empty());
        if (underWay != null) {
            drops.add(Drop.STACK_STALE);
            underWay = null;
        }
    }

    List<StackCapture> captures() {
        return List.copyOf(captures);
    }
}
