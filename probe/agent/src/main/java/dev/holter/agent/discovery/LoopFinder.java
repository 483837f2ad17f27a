package dev.holter.agent.discovery;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Tells which loop a thread runs: the one that it can reach from what it was started with and that says itself that
 * this is its thread. For one thread.
 */
final class LoopFinder {
    private static final String POOL_WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";

    private final FieldReader fields;
    private final ThreadWork work;
    private final ObjectWalk walk;
    private final ThreadNames pools;

    /**
     * Makes a finder.
     *
     * @param pools names of the threads whose single-threaded executors are loops
     */
    LoopFinder(Instrumentation instrumentation, ThreadNames pools) {
        this.fields = new FieldReader(instrumentation);
        this.work = new ThreadWork(fields);
        this.walk = new ObjectWalk(fields);
        this.pools = pools;
    }

    /** Empty where the thread runs none, or has not yet begun to. */
    Optional<FoundLoop> loopOf(Thread thread) {
        boolean mayBePool = pools.match(thread.getName());
        return work.of(thread).flatMap(start -> walk.firstFrom(start, object -> loopIn(object, thread, mayBePool)));
    }

    /** Empty where the object is no event loop of a Netty, or does not run on the thread. */
    static Optional<FoundLoop> eventLoop(Object object, Thread thread) {
        if (!(object instanceof ExecutorService executor)) {
            return Optional.empty();
        }
        return NettyShape.of(object.getClass())
                .filter(shape -> shape.runsOn(thread, executor))
                .map(shape -> new FoundLoop(
                        executor, new NettyEventLoop(thread.getName(), LoopKind.of(thread), executor, shape)));
    }

    private Optional<FoundLoop> loopIn(Object object, Thread thread, boolean mayBePool) {
        if (object instanceof ExecutorService) {
            return eventLoop(object, thread);
        }
        return mayBePool && object.getClass().getName().equals(POOL_WORKER) ? poolOf(object, thread) : Optional.empty();
    }

    private Optional<FoundLoop> poolOf(Object worker, Thread thread) {
        return fields.field(worker, worker.getClass(), "thread")
                .filter(thread::equals)
                .flatMap(own -> fields.field(worker, worker.getClass(), "this$0"))
                .filter(ThreadPoolExecutor.class::isInstance)
                .map(ThreadPoolExecutor.class::cast)
                .filter(PoolLoop::isLoop)
                .map(pool -> new FoundLoop(pool, new PoolLoop(thread.getName(), pool)));
    }
}
