package dev.holter.probe.watch;

import dev.holter.probe.time.ProbeClock;
import java.util.concurrent.TimeUnit;

/**
 * The time of day at which something was due. The clock is read ten times a second for it, and not for each heartbeat:
 * that costs as much as all else that a heartbeat needs. Watchdog thread only.
 */
final class WallTime {
    private static final long GOOD_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ProbeClock clock;
    private boolean read;
    private long readAtNanos;
    private long epochNanos;

    WallTime(ProbeClock clock) {
        this.clock = clock;
    }

    /**
     * Nanoseconds since the epoch.
     *
     * @param atNanos the time that is asked for, by {@link ProbeClock#nanoTime()}
     * @param nowNanos when the pass began
     */
    long epochNanos(long atNanos, long nowNanos) {
        if (!read || nowNanos - readAtNanos >= GOOD_FOR_NANOS) {
            epochNanos = clock.epochNanos();
            readAtNanos = nowNanos;
            read = true;
        }
        return epochNanos + atNanos - readAtNanos;
    }
}
