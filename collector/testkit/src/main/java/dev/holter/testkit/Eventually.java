package dev.holter.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for what becomes true by itself. Any thread may call it. */
public final class Eventually {
    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    /** Reads something that may fail as long as it is not there. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads it once; an exception or error counts as not there yet. */
        T read() throws Exception;
    }

    /**
     * Reads every 20 ms until a reading satisfies the condition.
     *
     * @param what what is awaited, for the failure's message
     * @return the reading that satisfied it
     * @throws AssertionError with the last reading, where the time is over
     */
    public static <T> T await(String what, Duration timeout, Reading<T> reading, Predicate<? super T> condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Outcome<T> outcome = read(reading);
            if (outcome.value != null && condition.test(outcome.value)) {
                return outcome.value;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError(
                        "not within " + timeout + ": " + what + "; last seen: " + outcome, outcome.failure);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The same for a plain condition. */
    public static void await(String what, Duration timeout, Reading<Boolean> condition) {
        await(what, timeout, condition, value -> value);
    }

    private static <T> Outcome<T> read(Reading<T> reading) {
        try {
            return new Outcome<>(reading.read(), null);
        } catch (Exception | AssertionError e) {
            return new Outcome<>(null, e);
        }
    }

    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {
        @Override
        public String toString() {
            return String.valueOf(failure == null ? value : failure);
        }
    }
}
