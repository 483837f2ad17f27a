package dev.holter.probe;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * How long a loop has been at work, in one word: whoever reads it gets both halves of it from the same
 * moment. Written on the loop's thread; any thread may read it.
 *
 * <p>While the loop waits, the word holds the busy time so far. While it works, the word holds the time
 * at which it would have started had it worked without a break: what the clock says minus that is the
 * busy time, and grows with no one writing anything. The lowest bit tells which, the others are the
 * number. 63 bits of nanoseconds go round once in 292 years, and differences stay right.
 */
final class BusyTime {
    private static final AtomicLongFieldUpdater<BusyTime> WORD =
            AtomicLongFieldUpdater.newUpdater(BusyTime.class, "word");

    private static final long NEVER = Long.MIN_VALUE;
    private static final long WORKING = 1;

    private volatile long word = NEVER;

    /** Whether the loop was ever seen to work. */
    boolean isUsed() {
        return word != NEVER;
    }

    /** Whether it works now. */
    boolean goesOn() {
        return (word & WORKING) != 0;
    }

    /** The loop turns to work. Loop's thread only, while it waits. */
    void began(long nowNanos) {
        long busyNanos = isUsed() ? number(word) : 0;
        WORD.lazySet(this, ((nowNanos - busyNanos) << 1) | WORKING);
    }

    /** The loop waits since then. Loop's thread only, while it works. */
    void ended(long atNanos) {
        WORD.lazySet(this, differenceTimesTwo(atNanos, word));
    }

    /** The time until now, nanoseconds. */
    long nanos(long nowNanos) {
        long read = word;
        if (read == NEVER) {
            return 0;
        }
        return (read & WORKING) == 0 ? number(read) : Math.max(0, number(differenceTimesTwo(nowNanos, read)));
    }

    private static long number(long word) {
        return word >> 1;
    }

    private static long differenceTimesTwo(long nanos, long word) {
        return (nanos << 1) - (word & ~WORKING);
    }
}
