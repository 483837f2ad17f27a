package dev.holter.probe.histogram;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of lags and other times. One thread writes it; any thread takes snapshots meanwhile.
 * Recording allocates nothing, takes no lock and waits for nobody. The layout is that of {@link
 * HistogramSnapshot} at schema 5: each bucket is 2.2 % wide.
 *
 * <p>The writer publishes each cell with an opaque write, which on the hot path is as cheap as a plain
 * one: a reader sees every cell rise and never fall, and a snapshot's count is the sum of the cells it
 * holds. What is not promised: that a snapshot holds one instant. A time recorded while one is taken may
 * be in its sum and not in its buckets, or the other way round.
 */
public final class SingleWriterHistogram {
    private static final double NANO = 1e-9;

    /** The zero bucket, then the slots. */
    private final AtomicLongArray cells = new AtomicLongArray(1 + LagBuckets.COUNT);

    private final AtomicLong sumSecondsBits = new AtomicLong();

    /**
     * Records one lag. Writer only.
     *
     * @param nanos a negative lag counts as 0
     */
    public void record(long nanos) {
        long lag = Math.max(0, nanos);
        add(LagBuckets.slot(lag), 1);
        addToSum(lag * NANO);
    }

    /**
     * Records the lags {@code first}, {@code first + step}, {@code first + 2 step} and so on, in time
     * proportional to the number of buckets that they fall into and not to their number. Writer only.
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
            if (below > recorded) {
                add(slot, below - recorded);
            }
            recorded = below;
        }
        add(lastSlot, steps - recorded);
        addToSum(steps * ((firstNanos + (double) lastNanos) / 2) * NANO);
    }

    /** What was recorded, added up, in seconds. Any thread. */
    public double sumSeconds() {
        return Double.longBitsToDouble(sumSecondsBits.getOpaque());
    }

    /** An immutable copy. Any thread. */
    public HistogramSnapshot snapshot() {
        int filled = 0;
        for (int slot = 0; slot < LagBuckets.COUNT; slot++) {
            filled += count(slot) > 0 ? 1 : 0;
        }
        int[] indexes = new int[filled];
        long[] counts = new long[filled];
        long zeroCount = count(LagBuckets.ZERO_SLOT);
        long count = zeroCount;
        int n = 0;
        for (int slot = 0; slot < LagBuckets.COUNT; slot++) {
            long inSlot = count(slot);
            if (inSlot > 0) {
                if (n == filled) {
                    return snapshot(); // one more was filled meanwhile, and to leave any out would let it fall
                }
                indexes[n] = LagBuckets.index(slot);
                counts[n++] = inSlot;
                count += inSlot;
            }
        }
        return new HistogramSnapshot(
                LagBuckets.SCHEMA, LagBuckets.ZERO_THRESHOLD_SECONDS, zeroCount, count, sumSeconds(), indexes, counts);
    }

    private long count(int slot) {
        return cells.getOpaque(slot - LagBuckets.ZERO_SLOT);
    }

    private void add(int slot, long n) {
        int cell = slot - LagBuckets.ZERO_SLOT;
        cells.setOpaque(cell, cells.getPlain(cell) + n);
    }

    private void addToSum(double seconds) {
        double sum = Double.longBitsToDouble(sumSecondsBits.getPlain()) + seconds;
        sumSecondsBits.setOpaque(Double.doubleToRawLongBits(sum));
    }
}
