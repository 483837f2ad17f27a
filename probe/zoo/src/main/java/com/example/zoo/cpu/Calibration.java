package com.example.zoo.cpu;

import java.util.function.IntConsumer;

/**
 * How large the input of a calculation has to be for it to take some time, where the time grows with a
 * power of the size. Made on the main thread; immutable.
 */
public final class Calibration {
    private static final int ROUNDS = 3;

    private final double sizeOfOneMilli;
    private final double exponent;

    private Calibration(double sizeOfOneMilli, double exponent) {
        this.sizeOfOneMilli = sizeOfOneMilli;
        this.exponent = exponent;
    }

    /**
     * Measures a calculation.
     *
     * @param size a size that takes it some 10 ms
     * @param exponent the power of the size with which the time grows
     */
    public static Calibration of(int size, double exponent, IntConsumer calculation) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            calculation.accept(size);
            least = Math.min(least, System.nanoTime() - start);
        }
        return new Calibration(size / Math.pow(least / 1e6, 1 / exponent), exponent);
    }

    /** The size that takes this long, about; at least 1. */
    public int size(long millis) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, sizeOfOneMilli * Math.pow((double) millis, 1 / exponent)));
    }
}
