package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.LockWait;
import dev.holter.probe.time.ProbeClock;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the thread that initialises a class while another seems to run and gets nowhere, which the JVM
 * does not report as a wait. Any thread; one at a time, and another goes without.
 *
 * <p>To search is to look at the stack of every thread. It must not become what the service spends its time
 * on: each search is followed by a rest of fifty times its duration, in which only the thread that was found last is
 * looked at, for the thread that waits for it, and none is made in a process of more than 512 threads.
 */
final class InitialisationSearch {
    private static final int MOST_THREADS = 512;
    private static final int REST = 50;

    /** Where stacks come from. */
    interface Stacks {
        StackTraceElement[] of(Thread thread);

        /** Of every thread there is. */
        Map<Thread, StackTraceElement[]> ofAll();
    }

    private record Found(Thread initialising, LockWait toAwait) {}

    private final ProbeClock clock;
    private final Stacks stacks;
    private final ReentrantLock lock = new ReentrantLock();
    private WeakReference<@Nullable Thread> lastWaiting = new WeakReference<>(null);
    private WeakReference<@Nullable Thread> lastFound = new WeakReference<>(null);
    private boolean searched;
    private long restsUntilNanos;

    InitialisationSearch(ProbeClock clock, Stacks stacks) {
        this.clock = clock;
        this.stacks = stacks;
    }

    /** The initialisation that goes on beside a thread; empty unless there was exactly one when it was searched for. */
    Optional<LockWait> beside(Thread waiting) {
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            Optional<Found> found = stillGoesOn(waiting).or(() -> search(waiting));
            found.ifPresent(one -> remember(waiting, one));
            return found.map(Found::toAwait);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Found> stillGoesOn(Thread waiting) {
        Thread last = lastFound.get();
        if (last == null || !lastWaiting.refersTo(waiting)) {
            return Optional.empty();
        }
        Optional<Found> found = in(last, stacks.of(last));
        if (found.isEmpty()) {
            lastFound.clear();
        }
        return found;
    }

    private void remember(Thread waiting, Found found) {
        lastWaiting = new WeakReference<>(waiting);
        lastFound = new WeakReference<>(found.initialising());
    }

    private Optional<Found> search(Thread waiting) {
        long startNanos = clock.nanoTime();
        if ((searched && startNanos - restsUntilNanos < 0)
                || LockInspector.all().size() > MOST_THREADS) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>();
        stacks.ofAll().forEach((thread, frames) -> {
            if (!thread.equals(waiting)) {
                in(thread, frames).ifPresent(found::add);
            }
        });
        long endNanos = clock.nanoTime();
        searched = true;
        restsUntilNanos = endNanos + REST * (endNanos - startNanos);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<Found> in(Thread thread, StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .filter(frame -> frame.getMethodName().equals("<clinit>"))
                .findFirst()
                .map(frame -> new Found(
                        thread,
                        new LockWait(
                                "initialisation of " + frame.getClassName(),
                                Optional.of(LockInspector.blocking(thread, frames)))));
    }
}
