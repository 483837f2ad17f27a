package dev.holter.benchmarks.loops;

import java.util.Locale;

/**
 * The other side of {@link LoopRates}: prints what one operation took, once the JVM has compiled it. For the thread
 * that calls it.
 */
final class Rates {
    private static final long WARMUP_NANOS = 3_000_000_000L;
    private static final int ROUNDS = 5;

    /** Something that is done so many times. */
    @FunctionalInterface
    interface Work {
        void run(int times) throws Exception;
    }

    private Rates() {}

    /** Prints {@code what nanoseconds}: the best of several rounds, each of so many operations. */
    static void measure(String what, int times, Work work) throws Exception {
        long begunNanos = System.nanoTime();
        do {
            work.run(times);
        } while (System.nanoTime() - begunNanos < WARMUP_NANOS);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long fromNanos = System.nanoTime();
            work.run(times);
            best = Math.min(best, (double) (System.nanoTime() - fromNanos) / times);
        }
        System.out.printf(Locale.ROOT, "%s %.1f%n", what, best);
    }
}
