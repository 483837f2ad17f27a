package dev.holter.probe.watch;

import dev.holter.probe.CallbackMeter;
import dev.holter.probe.Loop;
import dev.holter.probe.RequestMeter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A loop that a test drives by hand: it runs when it is told to and stands still when it is frozen. */
final class HandLoop implements Loop, LoopHandle {
    private final String name;
    private final VirtualClock clock;
    private final Executor thread;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    final List<Long> sentAtNanos = new ArrayList<>();
    final RequestMeter requests = new RequestMeter();
    final CallbackMeter callbacks;
    int mostQueued;
    int timesGone;
    boolean frozen;
    boolean refusing;
    boolean terminated;
    RuntimeException fault = new IllegalStateException("the adapter is broken");
    boolean failsToExecute;
    boolean failsToName;
    boolean failsToCount;
    boolean failsToSayWhatItCarries;

    HandLoop(String name, VirtualClock clock, Executor thread) {
        this.name = name;
        this.clock = clock;
        this.thread = thread;
        this.callbacks = new CallbackMeter(clock, 50_000_000);
    }

    @Override
    public void gone() {
        timesGone++;
    }

    /** Runs what is queued, on the loop's thread, unless it is frozen. */
    void run() {
        while (!frozen && !queue.isEmpty()) {
            thread.execute(queue.remove());
        }
    }

    void thaw() {
        frozen = false;
        run();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        failIf(failsToName);
        return "hand";
    }

    @Override
    public void execute(Runnable callback) {
        failIf(failsToExecute);
        if (refusing) {
            throw new RejectedExecutionException();
        }
        sentAtNanos.add(clock.elapsedNanos());
        queue.add(callback);
        mostQueued = Math.max(mostQueued, queue.size());
    }

    @Override
    public OptionalInt pendingTasks() {
        failIf(failsToCount);
        return OptionalInt.of(queue.size());
    }

    @Override
    public Optional<Thread> carriedThread() {
        failIf(failsToSayWhatItCarries);
        return Optional.empty();
    }

    @Override
    public boolean isTerminated() {
        return terminated;
    }

    private void failIf(boolean fails) {
        if (fails) {
            throw fault;
        }
    }
}
