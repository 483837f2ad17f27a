package dev.holter.probe.netty;

import dev.holter.probe.Loop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.OptionalInt;

/**
 * One event loop of Netty. Pending tasks are told for every loop that Netty itself has: they all count
 * without a lock. They are what was queued by {@code execute}; a timer that is not due is none, and
 * events of channels that wait in the selector are in no queue and are not seen.
 */
final class NettyLoop implements Loop {
    private final String name;
    private final EventExecutor loop;

    NettyLoop(String name, EventExecutor loop) {
        this.name = name;
        this.loop = loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "netty";
    }

    @Override
    public void execute(Runnable callback) {
        loop.execute(callback);
    }

    @Override
    public OptionalInt pendingTasks() {
        return loop instanceof SingleThreadEventExecutor executor
                ? OptionalInt.of(executor.pendingTasks())
                : OptionalInt.empty();
    }

    @Override
    public boolean isTerminated() {
        return loop.isTerminated();
    }
}
