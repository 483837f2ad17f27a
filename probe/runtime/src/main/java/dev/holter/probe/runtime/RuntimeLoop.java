package dev.holter.probe.runtime;

import dev.holter.probe.Loop;
import dev.holter.runtime.EventLoop;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** An event loop as the probe sees it, from the beginning of one run to its end. */
final class RuntimeLoop implements Loop {
    private final String name;
    private final EventLoop loop;
    private final Supplier<Optional<Thread>> carried;

    RuntimeLoop(String name, EventLoop loop, Supplier<Optional<Thread>> carried) {
        this.name = name;
        this.loop = loop;
        this.carried = carried;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "runtime";
    }

    @Override
    public void execute(Runnable callback) {
        try {
            loop.callSoonThreadsafe(callback);
        } catch (IllegalStateException closed) {
            throw new RejectedExecutionException(closed);
        }
    }

    @Override
    public OptionalInt pendingTasks() {
        return OptionalInt.of(loop.pendingCallbacks());
    }

    @Override
    public OptionalInt liveTasks() {
        return OptionalInt.of(loop.liveTasks());
    }

    @Override
    public Optional<Thread> carriedThread() {
        return carried.get();
    }

    @Override
    public boolean isTerminated() {
        return loop.isClosed();
    }
}
