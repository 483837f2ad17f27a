package dev.holter.runtime;

import java.time.Duration;
import java.util.PriorityQueue;

/**
 * Callbacks by the time at which they are due. One that was called off stays until it is due or until there are too
 * many of them, as in asyncio: a timeout that is not needed costs no search. For the loop's thread.
 */
final class Timers {
    /** Times are told apart by their difference, which must not overflow. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(100 * 365);

    /** Neither swept where there are fewer, nor where fewer than half are called off. */
    private static final int LEAST_SWEPT = 100;

    private final PriorityQueue<TimerHandle> byTime = new PriorityQueue<>();
    private long made;
    private int cancelled;

    /** The time that is so far away, and a lifetime at most. */
    static long nanosAfter(long nowNanos, Duration delay) {
        return nowNanos + (delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay).toNanos();
    }

    TimerHandle add(long atNanos, Runnable callback) {
        TimerHandle timer = new TimerHandle(this, atNanos, made++, callback);
        byTime.add(timer);
        return timer;
    }

    /** One of those that wait was called off. */
    void cancelled() {
        cancelled++;
    }

    /** Nanoseconds until the next is due, 0 where one is; {@code Long.MAX_VALUE} where there is none. */
    long nanosToNext(long nowNanos) {
        sweep();
        TimerHandle first = byTime.peek();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.atNanos() - nowNanos);
    }

    /** Moves those that are due to the end of the queue, earliest first. */
    void moveDue(long nowNanos, ReadyQueue ready) {
        for (TimerHandle first = byTime.peek();
                first != null && first.atNanos() - nowNanos <= 0;
                first = byTime.peek()) {
            byTime.remove();
            first.fired();
            if (first.isCancelled()) {
                cancelled--;
            } else {
                ready.add(first);
            }
        }
    }

    void clear() {
        byTime.clear();
        cancelled = 0;
    }

    private void sweep() {
        if (byTime.size() > LEAST_SWEPT && cancelled * 2 > byTime.size()) {
            byTime.removeIf(TimerHandle::isCancelled);
            cancelled = 0;
        }
        for (TimerHandle first = byTime.peek(); first != null && first.isCancelled(); first = byTime.peek()) {
            byTime.remove();
            first.fired();
            cancelled--;
        }
    }
}
