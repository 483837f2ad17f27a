package dev.holter.probe.watch;

/**
 * Orders readings of a nanosecond clock. Such a clock may start anywhere and wrap round, so that only
 * the difference of two readings means anything and {@code Math.min} of them does not.
 */
final class NanoTime {
    private NanoTime() {}

    static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }

    static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
