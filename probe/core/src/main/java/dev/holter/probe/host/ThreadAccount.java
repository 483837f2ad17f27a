package dev.holter.probe.host;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The kernel's account of one thread, where there is one. Any thread but the one that it is about may read it; each
 * reading takes some ten microseconds and does not block.
 */
public interface ThreadAccount {
    /** The account that says nothing. */
    ThreadAccount NONE = new ThreadAccount() {
        @Override
        public OptionalLong runDelayNanos() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> state() {
            return Optional.empty();
        }

        @Override
        public OptionalInt processor() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<String> waitChannel() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> callDetails() {
            return Map.of();
        }
    };

    /**
     * How long the thread was ready to run and had no processor since it started, nanoseconds; empty where unknown. Takes a
     * few microseconds. One thread at a time.
     */
    OptionalLong runDelayNanos();

    /** State of the thread, one letter as in {@code ps}; empty where unknown. */
    Optional<String> state();

    /** The number of the processor that the thread is on, or was last; empty where unknown. */
    OptionalInt processor();

    /** The kernel's function in which the thread sleeps; empty where it runs, or where the kernel does not tell. */
    Optional<String> waitChannel();

    /**
     * What the system call is about in which the thread is blocked: {@code path} of a file, {@code peer} of a socket; empty
     * where it is in none, or that is unknown. A socket's is looked up in the background, and told by a later reading.
     */
    Map<String, String> callDetails();
}
