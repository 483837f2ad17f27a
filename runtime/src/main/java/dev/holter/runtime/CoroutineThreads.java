package dev.holter.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
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
    private static final @Nullable MethodHandle OF_CARRIER = ofCarrier();

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

    /** The value of a thread-local for the thread that carries the calling one, which the JDK knows of its own. */
    private static @Nullable MethodHandle ofCarrier() {
        try {
            Lookup ofThread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            Lookup ofLocal = MethodHandles.privateLookupIn(ThreadLocal.class, MethodHandles.lookup());
            MethodHandle carrier =
                    ofThread.findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
            MethodHandle value =
                    ofLocal.findVirtual(ThreadLocal.class, "get", MethodType.methodType(Object.class, Thread.class));
            return MethodHandles.collectArguments(value, 1, carrier);
        } catch (ReflectiveOperationException closed) {
            return null;
        }
    }

    /**
     * What a thread-local has for the thread that runs the calling code: for a coroutine the loop's, else the caller's
     * own. A scoped value or a thread-local of the coroutine itself would do as well, and take some hundred bytes for
     * each.
     */
    @SuppressWarnings("unchecked") // the value is the local's
    static <T extends @Nullable Object> T ofCarrier(ThreadLocal<T> local) {
        if (OF_CARRIER == null) {
            return local.get();
        }
        try {
            return (T) OF_CARRIER.invokeExact(local);
        } catch (Throwable impossible) {
            throw new AssertionError("a thread-local could not be read", impossible);
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
