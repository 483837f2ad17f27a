package dev.holter.agent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what becomes true by itself. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /** Reads until a reading satisfies the condition. */
    static <T> T await(String what, Callable<T> reading, Predicate<? super T> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = reading.call();
        while (!condition.test(last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; last seen: " + last);
            }
            LockSupport.parkNanos(POLL.toNanos());
            last = reading.call();
        }
        return last;
    }
}
