package dev.holter.agent.discovery;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What there is to call on one class of Netty's event loops, found by the names of its supertypes, so that it need
 * not be Netty's own copy: one that another library has relocated counts as well. Immutable; any thread.
 *
 * @param inEventLoop {@code boolean inEventLoop(Thread)} of an {@link ExecutorService}, which tells whether a thread is
 *     the loop's
 * @param pendingTasks {@code int pendingTasks()} of one, which takes no lock in any of Netty's loops
 */
record NettyShape(MethodHandle inEventLoop, MethodHandle pendingTasks) {
    private static final String EXECUTOR = "netty.util.concurrent.SingleThreadEventExecutor";
    private static final String EVENT_LOOP = "netty.channel.EventLoop";

    /** Kept in the class that it is about, so that it does not keep a class loader alive. */
    private static final ClassValue<Optional<NettyShape>> SHAPES = new ClassValue<>() {
        @Override
        protected Optional<NettyShape> computeValue(Class<?> type) {
            return shapeOf(type);
        }
    };

    /** Empty where the class is not one of event loops. */
    static Optional<NettyShape> of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** Whether the thread is that of the loop, which must be of the shape's class. */
    boolean runsOn(Thread thread, ExecutorService loop) {
        try {
            return (boolean) inEventLoop.invokeExact(loop, thread);
        } catch (Throwable fault) {
            throw new IllegalStateException(loop + " does not tell its thread", fault);
        }
    }

    /** Tasks in the queue of the loop, which must be of the shape's class. */
    int pendingTasks(ExecutorService loop) {
        try {
            return (int) pendingTasks.invokeExact(loop);
        } catch (Throwable fault) {
            throw new IllegalStateException(loop + " does not tell its pending tasks", fault);
        }
    }

    private static Optional<NettyShape> shapeOf(Class<?> type) {
        Class<?> executor = superclassNamed(EXECUTOR, type);
        if (executor == null || !ExecutorService.class.isAssignableFrom(type) || !hasInterface(EVENT_LOOP, type)) {
            return Optional.empty();
        }
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return Optional.of(new NettyShape(
                    lookup.findVirtual(executor, "inEventLoop", MethodType.methodType(boolean.class, Thread.class))
                            .asType(MethodType.methodType(boolean.class, ExecutorService.class, Thread.class)),
                    lookup.findVirtual(executor, "pendingTasks", MethodType.methodType(int.class))
                            .asType(MethodType.methodType(int.class, ExecutorService.class))));
        } catch (ReflectiveOperationException | LinkageError other) {
            return Optional.empty();
        }
    }

    private static @Nullable Class<?> superclassNamed(String name, Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (isNamed(name, above)) {
                return above;
            }
        }
        return null;
    }

    private static boolean hasInterface(String name, @Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isNamed(name, implemented) || hasInterface(name, implemented)) {
                return true;
            }
        }
        return hasInterface(name, type.getSuperclass());
    }

    private static boolean isNamed(String name, Class<?> type) {
        return type.getName().endsWith("." + name);
    }
}
