package dev.holter.runtime;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads whose scheduler is a loop. The JDK has the constructor for its own tests and hides it, up to JDK 25
 * at least.
 */
final class CoroutineThreads {
    private static final @Nullable Constructor<?> BUILDER = builder();

    static {
        startThePollers();
    }

    private CoroutineThreads() {}

    private static @Nullable Constructor<?> builder() {
        try {
            Constructor<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return builder;
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return null;
        }
    }

    /**
     * The JDK watches the sockets of all virtual threads with some of its own, and starts those with the first such
     * socket: within a coroutine they would be run by its loop, and end with it.
     */
    private static void startThePollers() {
        try {
            Class.forName("sun.nio.ch.Poller");
        } catch (ClassNotFoundException another) {
            // A JDK that has no such thing starts none.
        }
    }

    /**
     * A thread that is yet to be started.
     *
     * @throws IllegalStateException where the JVM was not started so that it may be made
     */
    static Thread unstarted(Executor scheduler, String name, Runnable body) {
        if (BUILDER == null) {
            throw new IllegalStateException("coroutines need the JVM's option"
                    + " --add-opens java.base/java.lang=ALL-UNNAMED, or"
                    + " \"Add-Opens: java.base/java.lang\" in the manifest of the jar that is started");
        }
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
            return builder.name(name).inheritInheritableThreadLocals(false).unstarted(body);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this JVM makes no virtual threads for a loop", e);
        }
    }
}
