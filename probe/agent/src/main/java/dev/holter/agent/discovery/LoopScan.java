package dev.holter.agent.discovery;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Looks through the threads of the process for loops. For one thread, whose scans cost little once every thread has
 * been looked at. Keeps no thread alive.
 */
public final class LoopScan {
    /** A thread that has just started may not have told its loop yet, nor have the name that it is given. */
    private static final int LOOKS = 3;

    private static final int ROOM_FOR_NEW_THREADS = 32;

    private final LoopFinder finder;
    private final ThreadGroup root = rootGroup();
    private final Map<Thread, Integer> looks = new WeakHashMap<>();

    /**
     * Makes a scan.
     *
     * @param pools names of the threads whose single-threaded executors are loops
     */
    public LoopScan(Instrumentation instrumentation, ThreadNames pools) {
        this.finder = new LoopFinder(instrumentation, pools);
    }

    /** Loops of threads that were not found to run one before. A loop may come again, on another thread. */
    public List<FoundLoop> newLoops() {
        List<FoundLoop> found = new ArrayList<>();
        for (Thread thread : threads()) {
            int before = looks.getOrDefault(thread, 0);
            if (before < LOOKS) {
                finder.loopOf(thread)
                        .ifPresentOrElse(
                                loop -> {
                                    looks.put(thread, LOOKS);
                                    found.add(loop);
                                },
                                () -> looks.put(thread, before + 1));
            }
        }
        return found;
    }

    /**
     * The loop that an object is for the thread that runs it: of those on a pool's threads nothing leads from the
     * thread to the loop.
     *
     * @return empty where it is no event loop of a Netty, or does not run on the thread
     */
    public static Optional<FoundLoop> loopOf(Object executor, Thread thread) {
        return LoopFinder.eventLoop(executor, thread);
    }

    private List<Thread> threads() {
        Thread[] room = new Thread[root.activeCount() + ROOM_FOR_NEW_THREADS];
        int count = root.enumerate(room, true);
        return Arrays.asList(room).subList(0, count);
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
