package dev.holter.runtime;

/** The time of a loop. Called on the loop's thread. */
@FunctionalInterface
public interface LoopClock {

    /** Nanoseconds since some fixed moment; never less than before. */
    long nanos();

    /** The JVM's monotonic clock. */
    static LoopClock system() {
        return System::nanoTime;
    }
}
