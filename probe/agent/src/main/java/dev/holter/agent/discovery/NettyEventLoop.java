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
    /** Weakly, for it holds Netty's classes; it lives as long as they do. */
    private final WeakReference<NettyShape> shape;

    NettyEventLoop(String name, String kind, ExecutorService loop, NettyShape shape) {
        this.name = name;
        this.kind = kind;
        this.loop = new WeakReference<>(loop);
        this.shape = new WeakReference<>(shape);
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
        NettyShape known = shape.get();
        return alive == null || known == null ? OptionalInt.empty() : OptionalInt.of(known.pendingTasks(alive));
    }

    @Override
    public boolean isTerminated() {
        ExecutorService alive = loop.get();
        return alive == null || alive.isTerminated();
    }
}
