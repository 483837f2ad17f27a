package dev.holter.probe.contract;

import dev.holter.probe.Loop;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The loop under test with an observer between it and the probe, who notes what the probe queues and
 * which threads run it. The probe calls it as it would call the loop.
 */
final class ObservedLoop implements Loop {
    private final Loop loop;
    private final AtomicLong queued = new AtomicLong();
    private final Set<Thread> runners = ConcurrentHashMap.newKeySet();

    ObservedLoop(Loop loop) {
        this.loop = loop;
    }

    /** How many callbacks the probe has queued. */
    long queued() {
        return queued.get();
    }

    /** The threads that ran what the probe had queued. */
    Set<Thread> runners() {
        return Set.copyOf(runners);
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public String kind() {
        return loop.kind();
    }

    @Override
    public void execute(Runnable callback) {
        loop.execute(() -> {
            runners.add(Thread.currentThread());
            callback.run();
        });
        queued.incrementAndGet();
    }

    @Override
    public OptionalInt pendingTasks() {
        return loop.pendingTasks();
    }

    @Override
    public boolean isTerminated() {
        return loop.isTerminated();
    }
}
