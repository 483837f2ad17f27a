package dev.holter.probe.histogram;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * A histogram of lags and other times. One thread writes it; any thread takes snapshots meanwhile.
 * Recording allocates nothing, takes no lock and waits for nobody. The layout is that of {@link
 * HistogramSnapshot} at schema 5: each bucket is 2.2 % wide.
 *
 * <p>The writer publishes each cell with an opaque write, and the sum with an ordered one, which on the hot path are as cheap as plain
 * ones: a reader sees every cell rise and never fall, and a snapshot's count is the sum of the cells it
 * holds. What is not promised: that a snapshot holds one instant. A time recorded while one is taken may
 * be in its sum and not in its buckets, or the other way round.
 */
public final class SingleWriterHistogram {
    private static final AtomicLongFieldUpdater<SingleWriterHistogram> OCTAVES =
            AtomicLongFieldUpdater.newUpdater(SingleWriterHistogram.class, "octaves");
    private static final AtomicLongFieldUpdater<SingleWriterHistogram> SUM_SECONDS_BITS =
            AtomicLongFieldUpdater.newUpdater(SingleWriterHistogram.class, "sumSecondsBits");

    private static final double NANO = 1e-9;

    /** The zero bucket, then the slots. */
    private final AtomicLongArray cells = new AtomicLongArray(1 + LagBuckets.COUNT);

    /** For each octave of slots a bit, that anything was recorded in it: a snapshot looks at few of the cells. */
    private volatile long octaves;

    private volatile long sumSecondsBits;

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
        return Double.longBitsToDouble(sumSecondsBits);
    }

    /** An immutable copy. Any thread. */
    public HistogramSnapshot snapshot() {
        long used = octaves;
        int[] indexes = new int[Long.bitCount(used) * LagBuckets.PER_OCTAVE];
        long[] counts = new long[indexes.length];
        long zeroCount = count(LagBuckets.ZERO_SLOT);
        long count = zeroCount;
        int n = 0;
        for (; used != 0; used &= used - 1) {
            int first = Long.numberOfTrailingZeros(used) * LagBuckets.PER_OCTAVE;
            for (int slot = first; slot < first + LagBuckets.PER_OCTAVE; slot++) {
                long inSlot = count(slot);
                if (inSlot > 0) {
                    indexes[n] = LagBuckets.index(slot);
                    counts[n++] = inSlot;
                    count += inSlot;
                }
            }
        }
        return new HistogramSnapshot(
                LagBuckets.SCHEMA,
                LagBuckets.ZERO_THRESHOLD_SECONDS,
                zeroCount,
                count,
                sumSeconds(),
                Arrays.copyOf(indexes, n),
                Arrays.copyOf(counts, n));
    }

    private long count(int slot) {
        return cells.getOpaque(slot - LagBuckets.ZERO_SLOT);
    }

    private void add(int slot, long n) {
        int cell = slot - LagBuckets.ZERO_SLOT;
        cells.setOpaque(cell, cells.getPlain(cell) + n);
        if (slot != LagBuckets.ZERO_SLOT) {
            useOctave(1L << (slot / LagBuckets.PER_OCTAVE));
        }
    }

    private void useOctave(long bit) {
        long used = octaves;
        if ((used & bit) == 0) {
            OCTAVES.lazySet(this, used | bit);
        }
    }

    private void addToSum(double seconds) {
        double sum = Double.longBitsToDouble(sumSecondsBits) + seconds;
        SUM_SECONDS_BITS.lazySet(this, Double.doubleToRawLongBits(sum));
    }
}
