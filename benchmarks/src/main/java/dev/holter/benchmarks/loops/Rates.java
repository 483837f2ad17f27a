package dev.holter.benchmarks.loops;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The other side of {@link LoopRates}: prints what one operation took, once the JVM has compiled it. For the thread
 * that calls it.
 */
final class Rates {
    private static final int ROUNDS = 5;

    private final long warmupNanos;

    /** Something that is done so many times. */
    @FunctionalInterface
    interface Work {
        void run(int times) throws Exception;
    }

    /** Takes the command line: how long an operation is warmed up, in milliseconds. */
    Rates(String[] args) {
        warmupNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0]));
    }

    /** Prints {@code what nanoseconds}: the best of several rounds, each of so many operations. */
    void measure(String what, int times, Work work) throws Exception {
        long begunNanos = System.nanoTime();
        do {
            work.run(times);
        } while (System.nanoTime() - begunNanos < warmupNanos);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long fromNanos = System.nanoTime();
            work.run(times);
            best = Math.min(best, (double) (System.nanoTime() - fromNanos) / times);
        }
        System.out.printf(Locale.ROOT, "%s %.1f%n", what, best);
    }
}
