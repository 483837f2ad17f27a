package dev.holter.probe.host;

import java.util.Optional;

/**
 * A thread's {@code /proc} entry {@code schedstat}.
 *
 * @param cpuNanos how long it was on a processor
 * @param runDelayNanos how long it was ready to run and waited for a processor
 */
record Schedstat(long cpuNanos, long runDelayNanos) {

    /** Takes the text "CPU DELAY SLICES"; anything else yields nothing. */
    static Optional<Schedstat> parse(String text) {
        String[] numbers = text.strip().split(" ", -1);
        if (numbers.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Schedstat(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
