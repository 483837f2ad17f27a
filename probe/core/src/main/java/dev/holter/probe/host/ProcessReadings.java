package dev.holter.probe.host;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the JVM and the kernel say of the process as a whole. Called on the watchdog thread only: the
 * run delay and the processor are those of the calling thread.
 */
public interface ProcessReadings {

    /** CPU time of the process since it started, nanoseconds; empty where unknown. */
    OptionalLong cpuNanos();

    /** Time for which garbage collections stopped the process since it started, nanoseconds, in steps of 1 ms. */
    long collectionPauseNanos();

    /** How long the calling thread was ready to run and had no processor, nanoseconds; empty where unknown. */
    OptionalLong runDelayNanos();

    /**
     * How long the JVM's own thread was ready to run and had no processor, nanoseconds: while it has none, a safepoint lasts,
     * and the other threads sleep. Empty where unknown.
     */
    OptionalLong jvmRunDelayNanos();

    /**
     * How long control groups' quotas kept the process from running, nanoseconds, added up over
     * processors; empty where unknown.
     */
    OptionalLong throttledNanos();

    /** How long the host has taken this machine's processors away. Takes up to a good part of a millisecond. */
    StolenTime stolen();

    /** The same as lately read: ten thousand times as long ago, at most, as a reading takes, and a second at most. */
    StolenTime stolenLately();

    /** The processor that the calling thread is on; empty where unknown. */
    OptionalInt processor();
}
