package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Reads {@link StolenTime}. The kernel makes up all of {@code /proc/stat} for it, which takes longer the more processors and
 * devices a machine has: microseconds, or a good part of a millisecond. One thread at a time.
 */
final class StolenTimeReader {
    /** What is read in case it is needed takes one part in so many of a core. */
    private static final long SHARE = 10_000;
    /** One that was itself kept from running takes long once. */
    private static final long MOST_BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The lines of some four hundred processors. */
    private static final int MOST_BYTES = 1 << 15;

    private final OpenProcFile stat;
    private final LongSupplier clock;
    private StolenTime latest = StolenTime.UNKNOWN;
    private long dueNanos;

    StolenTimeReader(Path stat, LongSupplier clock) {
        this.stat = new OpenProcFile(stat, MOST_BYTES);
        this.clock = clock;
        this.dueNanos = clock.getAsLong();
    }

    StolenTime now() {
        long beganNanos = clock.getAsLong();
        latest = stat.read().map(StolenTime::parse).orElse(StolenTime.UNKNOWN);
        long endedNanos = clock.getAsLong();
        dueNanos = endedNanos + Math.min(SHARE * (endedNanos - beganNanos), MOST_BETWEEN_NANOS);
        return latest;
    }

    /** The latest reading, where another is not due yet. */
    StolenTime lately() {
        return clock.getAsLong() - dueNanos < 0 ? latest : now();
    }
}
