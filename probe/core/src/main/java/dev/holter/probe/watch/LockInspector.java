package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.LockWait;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;

/** Finds what a thread waits for and who holds it. Any thread; may be held up by the owner's stack. */
final class LockInspector {
    private static final long NOBODY = -1;
    /** With no frames asked for, the JVM answers without a safepoint. */
    private static final int NO_FRAMES = 0;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Empty where the thread waits for nothing that the JVM knows. */
    Optional<LockWait> lockOf(Thread waiting) {
        ThreadInfo info = threads.getThreadInfo(waiting.getId(), NO_FRAMES);
        LockInfo lock = info == null ? null : info.getLockInfo();
        if (lock == null) {
            return Optional.empty();
        }
        Optional<Thread> owner = info.getLockOwnerId() == NOBODY ? Optional.empty() : find(info.getLockOwnerId());
        return Optional.of(new LockWait(
                lock.toString(),
                Optional.ofNullable(info.getLockOwnerName()),
                owner.map(thread -> List.of(thread.getStackTrace())).orElse(List.of())));
    }

    private static Optional<Thread> find(long id) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads, true);
        for (int n = 0; n < count; n++) {
            if (threads[n].getId() == id) {
                return Optional.of(threads[n]);
            }
        }
        return Optional.empty();
    }
}
