package dev.holter.probe.runtime;

import dev.holter.probe.Probe;
import dev.holter.probe.WatchedLoop;
import dev.holter.runtime.EventLoop;
import java.util.Optional;

/**
 * One event loop under watch while it runs. A loop that nobody runs is late for nothing, and is not watched; one that
 * runs again is watched again, under the same name.
 *
 * <pre>{@code
 * try (EventLoop loop = EventLoop.open()) {
 *     RuntimeWatch.watch(probe, "orders", loop);
 *     loop.runUntilComplete(() -> serve());
 * }
 * }</pre>
 *
 * <p>{@link #watch} and {@link #close} are for the loop's thread, or for whoever has the loop while nobody runs it; the
 * rest is for any thread.
 */
public final class RuntimeWatch implements AutoCloseable {
    private final EventLoop loop;
    private final LoopEvents events;

    private RuntimeWatch(EventLoop loop, LoopEvents events) {
        this.loop = loop;
        this.events = events;
    }

    /**
     * Watches a loop, from now on where it runs.
     *
     * @param name the loop's name, as reported
     * @throws IllegalStateException where the loop is closed, or runs on another thread
     */
    public static RuntimeWatch watch(Probe probe, String name, EventLoop loop) {
        LoopEvents events = new LoopEvents(probe, name);
        loop.addObserver(events);
        if (loop.isRunning()) {
            events.loopBegins(loop);
        }
        return new RuntimeWatch(loop, events);
    }

    /** What is watched now; empty while the loop does not run. */
    public Optional<WatchedLoop> watched() {
        return events.watched();
    }

    /** Ends the watch for good. Idempotent. */
    @Override
    public void close() {
        if (!loop.isClosed()) {
            loop.removeObserver(events);
        }
        events.loopEnded(loop);
    }
}
