package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls back on a loop when the process gets a signal, such as {@code "TERM"}: {@code SIGTERM} without its prefix.
 * One callback a signal in the whole process; the last one counts, and is removed when its loop is closed. The JVM keeps
 * some signals to itself, {@code SIGQUIT} among them. Any thread.
 *
 * <p>It is {@code sun.misc.Signal} of the module {@code jdk.unsupported}, for which the JDK has no substitute, by
 * reflection: javac warns of its name, and cannot be told not to.
 */
public final class Signals {
    private static final Map<String, Added> ADDED = new HashMap<>();

    private Signals() {}

    /** Whose callback a signal has, and what handled it before there was any. */
    private record Added(EventLoop loop, Object before) {}

    /** Equal to any other of that loop, which needs one. */
    private record SignalsOf(EventLoop loop) implements LoopEnds.End {
        @Override
        public void loopCloses() {
            removeAll(loop);
        }
    }

    /**
     * From now on the signal runs the callback on the loop, in place of what it did before, until the loop is closed.
     *
     * @throws IllegalArgumentException where there is no such signal, or the JVM needs it
     * @throws IllegalStateException where the loop is closed
     */
    public static synchronized void add(EventLoop loop, String signal, Runnable callback) {
        removeWith(loop);
        Object before = handle(signal, handler(() -> {
            if (!loop.isClosed()) {
                loop.callSoonThreadsafe(callback);
            }
        }));
        Added earlier = ADDED.get(signal);
        ADDED.put(signal, new Added(loop, earlier == null ? before : earlier.before()));
    }

    private static void removeWith(EventLoop loop) {
        Runnable remember = () -> LoopEnds.add(loop, new SignalsOf(loop));
        try {
            remember.run();
        } catch (IllegalStateException anotherRunsIt) {
            loop.callSoonThreadsafe(remember);
        }
    }

    /** The signal does again what it did before; whether there was a callback. */
    public static synchronized boolean remove(String signal) {
        Added added = ADDED.remove(signal);
        if (added == null) {
            return false;
        }
        handle(signal, added.before());
        return true;
    }

    private static synchronized void removeAll(EventLoop loop) {
        for (Map.Entry<String, Added> entry : List.copyOf(ADDED.entrySet())) {
            if (entry.getValue().loop() == loop) {
                remove(entry.getKey());
            }
        }
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
