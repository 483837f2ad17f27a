package dev.holter.probe.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A thread's {@code /proc} entry {@code schedstat}.
 *
 * @param cpuNanos how long it was on a processor
 * @param runDelayNanos how long it was ready to run and waited for a processor
 */
record Schedstat(long cpuNanos, long runDelayNanos) {

    /** The run delay in the text of such an entry; empty where there is none, or another text. */
    static OptionalLong runDelayIn(Optional<String> text) {
        Optional<Schedstat> schedstat = text.flatMap(Schedstat::parse);
        return schedstat.isPresent() ? OptionalLong.of(schedstat.get().runDelayNanos) : OptionalLong.empty();
    }

    /** Takes the text "CPU DELAY SLICES"; anything else yields nothing. */
    static Optional<Schedstat> parse(String text) {
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        try {
            long cpuNanos = Long.parseLong(text.substring(0, first));
            return Optional.of(new Schedstat(cpuNanos, Long.parseLong(text.substring(first + 1, second))));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
