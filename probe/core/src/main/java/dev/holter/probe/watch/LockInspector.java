package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.LockWait;
import dev.holter.probe.report.BlockingThread;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds what a thread waits for and who holds it. Any thread; may be held up by the owner's stack. */
final class LockInspector {
    private static final long NOBODY = -1;
    /** With no frames asked for, the JVM answers without a safepoint. */
    private static final int NO_FRAMES = 0;

    private static final int MOST_FRAMES = 64;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Empty where the thread waits for nothing that the JVM knows. */
    Optional<LockWait> lockOf(Thread waiting) {
        ThreadInfo info = threads.getThreadInfo(waiting.getId(), NO_FRAMES);
        LockInfo lock = info == null ? null : info.getLockInfo();
        if (lock == null) {
            return Optional.empty();
        }
        return Optional.of(new LockWait(lock.toString(), ownerOf(info)));
    }

    private static Optional<BlockingThread> ownerOf(ThreadInfo info) {
        if (info.getLockOwnerId() == NOBODY
                || info.getLockOwnerName() == null
                || info.getLockOwnerName().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(all().stream()
                .filter(thread -> thread.getId() == info.getLockOwnerId())
                .findFirst()
                .map(thread -> blocking(thread, thread.getStackTrace()))
                .orElse(new BlockingThread(info.getLockOwnerName(), Thread.State.RUNNABLE, List.of())));
    }

    static BlockingThread blocking(Thread thread, StackTraceElement[] frames) {
        List<StackTraceElement> kept = List.of(frames).subList(0, Math.min(frames.length, MOST_FRAMES));
        String name = thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
        return new BlockingThread(name, thread.getState(), kept);
    }

    /** Every thread of the process. */
    static List<Thread> all() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        return List.of(Arrays.copyOf(threads, count));
    }
}
