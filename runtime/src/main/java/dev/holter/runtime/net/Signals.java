package dev.holter.runtime.net;

import dev.holter.runtime.EventLoop;
import java.util.HashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Calls back on a loop when the process gets a signal, such as {@code "TERM"}: {@code SIGTERM} without its prefix.
 * One callback a signal in the whole process; the last one counts. The JVM keeps some signals to itself, {@code
 * SIGQUIT} among them.
 */
public final class Signals {
    private static final Map<String, SignalHandler> BEFORE = new HashMap<>();

    private Signals() {}

    /**
     * From now on the signal runs the callback on the loop, in place of what it did before.
     *
     * @throws IllegalArgumentException where there is no such signal, or the JVM needs it
     */
    public static synchronized void add(EventLoop loop, String signal, Runnable callback) {
        SignalHandler before = Signal.handle(new Signal(signal), received -> {
            if (!loop.isClosed()) {
                loop.callSoonThreadsafe(callback);
            }
        });
        BEFORE.putIfAbsent(signal, before);
    }

    /** The signal does again what it did before; whether there was a callback. */
    public static synchronized boolean remove(String signal) {
        SignalHandler before = BEFORE.remove(signal);
        if (before == null) {
            return false;
        }
        Signal.handle(new Signal(signal), before);
        return true;
    }
}
