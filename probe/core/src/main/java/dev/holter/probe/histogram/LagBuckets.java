package dev.holter.probe.histogram;

/**
 * The bucket layout of a lag histogram: schema 5 of Prometheus native histograms in seconds, from
 * 2<sup>-20</sup> s (0.95 µs) to 2<sup>17</sup> s (36 hours). The lower end is the zero bucket's
 * threshold and, as design demands for exact merges, a bucket boundary. A longer lag counts into the
 * last bucket.
 */
final class LagBuckets {
    static final int SCHEMA = 5;
    static final double ZERO_THRESHOLD_SECONDS = 0x1p-20;

    /** Slots from one power of two to the next; the first slot of all is the first of an octave. */
    static final int PER_OCTAVE = 1 << SCHEMA;

    private static final int LOWEST_INDEX = -20 * PER_OCTAVE + 1;
    private static final int HIGHEST_INDEX = 17 * PER_OCTAVE;
    static final int COUNT = HIGHEST_INDEX - LOWEST_INDEX + 1;
    /** The slot of values in the zero bucket. */
    static final int ZERO_SLOT = -1;

    private static final double NANO = 1e-9;
    private static final int GUESS_BITS = 7;
    private static final int MANTISSA_BITS = 52;

    /** Upper boundaries within an octave: 2^(k/32) for k = 0 .. 32. */
    private static final double[] OCTAVE_BOUNDS = octaveBounds();
    /** For the leading bits of a mantissa, the lowest k whose boundary may hold it. */
    private static final byte[] FIRST_GUESS = firstGuesses();
    /** For each slot, the largest number of nanoseconds that it holds. */
    private static final long[] UPPER_NANOS = upperNanos();

    private LagBuckets() {}

    /** Slot of a lag, 0 to {@link #COUNT} exclusive, or {@link #ZERO_SLOT}. */
    static int slot(long nanos) {
        double seconds = nanos * NANO;
        if (seconds <= ZERO_THRESHOLD_SECONDS) {
            return ZERO_SLOT;
        }
        long bits = Double.doubleToRawLongBits(seconds);
        double mantissa = Double.longBitsToDouble(
                (bits & ((1L << MANTISSA_BITS) - 1)) | ((long) Double.MAX_EXPONENT << MANTISSA_BITS));
        int k = FIRST_GUESS[(int) (bits >>> (MANTISSA_BITS - GUESS_BITS)) & ((1 << GUESS_BITS) - 1)];
        while (mantissa > OCTAVE_BOUNDS[k]) {
            k++;
        }
        int index = Math.getExponent(seconds) * PER_OCTAVE + k;
        return Math.min(index, HIGHEST_INDEX) - LOWEST_INDEX;
    }

    /** Index of a slot, as on the wire. */
    static int index(int slot) {
        return slot + LOWEST_INDEX;
    }

    /** The largest number of nanoseconds that a slot holds; for {@link #ZERO_SLOT} that of the zero bucket. */
    static long upperNanos(int slot) {
        return UPPER_NANOS[slot + 1];
    }

    private static double[] octaveBounds() {
        double[] bounds = new double[PER_OCTAVE + 1];
        for (int k = 0; k <= PER_OCTAVE; k++) {
            bounds[k] = Math.pow(2, (double) k / PER_OCTAVE);
        }
        return bounds;
    }

    private static byte[] firstGuesses() {
        byte[] guesses = new byte[1 << GUESS_BITS];
        for (int cell = 0; cell < guesses.length; cell++) {
            double smallest = 1 + (double) cell / guesses.length;
            byte k = 0;
            while (smallest > OCTAVE_BOUNDS[k]) {
                k++;
            }
            guesses[cell] = k;
        }
        return guesses;
    }

    /** Found by {@link #slot} itself, so that the two agree on every nanosecond. */
    private static long[] upperNanos() {
        long[] uppers = new long[COUNT + 1];
        for (int slot = ZERO_SLOT; slot < COUNT - 1; slot++) {
            double boundSeconds = Math.pow(2, (double) (LOWEST_INDEX + slot) / PER_OCTAVE);
            long nanos = (long) (boundSeconds / NANO) + 2;
            while (slot(nanos) > slot) {
                nanos--;
            }
            uppers[slot + 1] = nanos;
        }
        uppers[COUNT] = Long.MAX_VALUE;
        return uppers;
    }
}
