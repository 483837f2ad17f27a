package dev.holter.probe.netty;

import dev.holter.probe.Loop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;

/**
 * One event loop of Netty. Pending tasks are told for every loop that Netty itself has: they all count
 * without a lock. They are what was queued by {@code execute}; a timer that is not due is none, and
 * events of channels that wait in the selector are in no queue and are not seen.
 */
public final class NettyLoop implements Loop {
    private final String name;
    private final String kind;
    private final EventExecutor loop;

    NettyLoop(String name, String kind, EventExecutor loop) {
        this.name = name;
        this.kind = kind;
        this.loop = loop;
    }

    /**
     * An event loop of a library over Netty, named after its thread. Starts the thread where none runs
     * yet, and waits for that alone: a loop that is frozen keeps nobody waiting.
     *
     * @param kind the library
     * @param name what to call a loop that has no thread, because it has ended or is none of Netty's own
     */
    public static NettyLoop named(EventExecutor loop, String kind, String name) {
        return new NettyLoop(nameOfThread(loop, name), kind, loop);
    }

    private static String nameOfThread(EventExecutor loop, String otherwise) {
        if (!(loop instanceof SingleThreadEventExecutor executor) || loop.isShuttingDown()) {
            return otherwise;
        }
        try {
            return executor.threadProperties().name();
        } catch (RejectedExecutionException endedMeanwhile) {
            return otherwise;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return kind;
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
