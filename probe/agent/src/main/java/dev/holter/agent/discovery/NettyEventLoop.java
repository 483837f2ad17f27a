package dev.holter.agent.discovery;

import dev.holter.probe.Loop;
import java.lang.ref.WeakReference;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** An event loop of whichever Netty, weakly referred to: one that nobody else holds has ended. */
final class NettyEventLoop implements Loop {
    private final String name;
    private final String kind;
    private final WeakReference<ExecutorService> loop;

    NettyEventLoop(String name, String kind, ExecutorService loop) {
        this.name = name;
        this.kind = kind;
        this.loop = new WeakReference<>(loop);
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
        ExecutorService alive = loop.get();
        if (alive == null) {
            throw new RejectedExecutionException(name + " is gone");
        }
        alive.execute(callback);
    }

    @Override
    public OptionalInt pendingTasks() {
        ExecutorService alive = loop.get();
        return alive == null
                ? OptionalInt.empty()
                : NettyShape.of(alive.getClass())
                        .map(shape -> OptionalInt.of(shape.pendingTasks(alive)))
                        .orElse(OptionalInt.empty());
    }

    @Override
    public boolean isTerminated() {
        ExecutorService alive = loop.get();
        return alive == null || alive.isTerminated();
    }
}
