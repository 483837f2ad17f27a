package dev.holter.probe.watch;

import java.util.HashMap;
import java.util.Map;

/**
 * Stacks as the JVM gives them at the least cost to others. From JDK 19 on a stack is a handshake with its thread;
 * before, all threads stop for each, and so those of all are taken in one stop.
 */
final class JvmStacks implements InitialisationSearch.Stacks {
    private static final int HANDSHAKES_SINCE = 19;

    private final boolean stopEveryThread;

    JvmStacks() {
        this(Runtime.version().feature() < HANDSHAKES_SINCE);
    }

    JvmStacks(boolean stopEveryThread) {
        this.stopEveryThread = stopEveryThread;
    }

    /** Whether to take one stops all threads, until the slowest of them has stopped. */
    boolean stopEveryThread() {
        return stopEveryThread;
    }

    @Override
    public StackTraceElement[] of(Thread thread) {
        return thread.getStackTrace();
    }

    @Override
    public Map<Thread, StackTraceElement[]> ofAll() {
        if (stopEveryThread) {
            return Thread.getAllStackTraces();
        }
        Map<Thread, StackTraceElement[]> all = new HashMap<>();
        LockInspector.all().forEach(thread -> all.put(thread, thread.getStackTrace()));
        return all;
    }
}
