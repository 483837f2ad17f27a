package dev.holter.probe.host;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is read of {@code /proc/self/task/TID/stat}.
 *
 * @param state one letter, as in {@code ps}
 * @param processor the number of the processor that the thread is on, or was last; empty where the kernel does not tell
 */
record ThreadStat(String state, OptionalInt processor) {
    /** Of the fields from the state on. */
    private static final int PROCESSOR = 36;

    /** The thread's name comes first, in brackets, and may itself have brackets in it; other text yields nothing. */
    static Optional<ThreadStat> parse(String stat) {
        int letter = stat.lastIndexOf(") ") + 2;
        if (letter < 2 || letter >= stat.length()) {
            return Optional.empty();
        }
        String[] fields = stat.substring(letter).strip().split(" ", -1);
        return Optional.of(
                new ThreadStat(fields[0], fields.length > PROCESSOR ? number(fields[PROCESSOR]) : OptionalInt.empty()));
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }
}
