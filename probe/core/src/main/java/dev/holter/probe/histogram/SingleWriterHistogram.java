package dev.holter.probe.histogram;

/**
 * A histogram of lags. One thread writes it and takes its snapshots; nothing is synchronised.
 * Recording allocates nothing. The layout is that of {@link HistogramSnapshot} at schema 5: each
 * bucket is 2.2 % wide.
 */
public final class SingleWriterHistogram {
    private static final double NANO = 1e-9;

    private final long[] counts = new long[LagBuckets.COUNT];
    private long zeroCount;
    private long count;
    private double sumSeconds;
    private int filledBuckets;

    /**
     * Records one lag.
     *
     * @param nanos a negative lag counts as 0
     */
    public void record(long nanos) {
        long lag = Math.max(0, nanos);
        add(LagBuckets.slot(lag), 1);
        sumSeconds += lag * NANO;
    }

    /**
     * Records the lags {@code first}, {@code first + step}, {@code first + 2 step} and so on, in time
     * proportional to the number of buckets that they fall into and not to their number.
     *
     * @param firstNanos the smallest, 0 or more
     * @param stepNanos above 0
     * @param steps how many lags, 0 or more
     */
    public void recordProgression(long firstNanos, long stepNanos, long steps) {
        if (steps <= 0) {
            return;
        }
        long lastNanos = firstNanos + (steps - 1) * stepNanos;
        int lastSlot = LagBuckets.slot(lastNanos);
        long recorded = 0;
        for (int slot = LagBuckets.slot(firstNanos); slot < lastSlot; slot++) {
            long upTo = LagBuckets.upperNanos(slot);
            long below = upTo < firstNanos ? 0 : (upTo - firstNanos) / stepNanos + 1;
            add(slot, below - recorded);
            recorded = below;
        }
        add(lastSlot, steps - recorded);
        sumSeconds += steps * ((firstNanos + (double) lastNanos) / 2) * NANO;
    }

    /** How many lags were recorded. */
    public long count() {
        return count;
    }

    /** An immutable copy. */
    public HistogramSnapshot snapshot() {
        int[] indexes = new int[filledBuckets];
        long[] filledCounts = new long[filledBuckets];
        int n = 0;
        for (int slot = 0; n < filledBuckets; slot++) {
            if (counts[slot] > 0) {
                indexes[n] = LagBuckets.index(slot);
                filledCounts[n++] = counts[slot];
            }
        }
        return new HistogramSnapshot(
                LagBuckets.SCHEMA,
                LagBuckets.ZERO_THRESHOLD_SECONDS,
                zeroCount,
                count,
                sumSeconds,
                indexes,
                filledCounts);
    }

    private void add(int slot, long n) {
        if (n == 0) {
            return;
        }
        count += n;
        if (slot == LagBuckets.ZERO_SLOT) {
            zeroCount += n;
            return;
        }
        if (counts[slot] == 0) {
            filledBuckets++;
        }
        counts[slot] += n;
    }
}
