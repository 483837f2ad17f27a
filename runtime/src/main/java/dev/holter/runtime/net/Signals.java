package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls back on a loop when the process gets a signal, such as {@code "TERM"}: {@code SIGTERM} without its prefix.
 * One callback a signal in the whole process; the last one counts. The JVM keeps some signals to itself, {@code
 * SIGQUIT} among them. Any thread.
 *
 * <p>It is {@code sun.misc.Signal} of the module {@code jdk.unsupported}, for which the JDK has no substitute, by
 * reflection: javac warns of its name, and cannot be told not to.
 */
public final class Signals {
    private static final Map<String, Object> BEFORE = new HashMap<>();

    private Signals() {}

    /**
     * From now on the signal runs the callback on the loop, in place of what it did before.
     *
     * @throws IllegalArgumentException where there is no such signal, or the JVM needs it
     */
    public static synchronized void add(EventLoop loop, String signal, Runnable callback) {
        Object before = handle(signal, handler(() -> {
            if (!loop.isClosed()) {
                loop.callSoonThreadsafe(callback);
            }
        }));
        BEFORE.putIfAbsent(signal, before);
    }

    /** The signal does again what it did before; whether there was a callback. */
    public static synchronized boolean remove(String signal) {
        Object before = BEFORE.remove(signal);
        if (before == null) {
            return false;
        }
        handle(signal, before);
        return true;
    }

    private static Object handler(Runnable received) {
        Class<?> type = type("sun.misc.SignalHandler");
        return Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == type) {
                        received.run();
                        return null;
                    }
                    return method.invoke(received, arguments);
                });
    }

    /** Sets the handler of a signal; the one before. */
    private static Object handle(String signal, Object handler) {
        Class<?> type = type("sun.misc.Signal");
        try {
            Method handle = type.getMethod("handle", type, type("sun.misc.SignalHandler"));
            return handle.invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("signals need the module jdk.unsupported, which this runtime has not", e);
        }
    }
}
