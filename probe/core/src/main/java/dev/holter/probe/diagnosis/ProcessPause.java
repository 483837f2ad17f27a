package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;

/**
 * A time within a stall in which the whole process did not run, by the watchdog's own lateness.
 *
 * @param fromNanos from the start of the stall, 0 or later
 * @param toNanos from the start of the stall, at most its duration
 * @param cause {@link Cause#GC}, {@link Cause#SAFEPOINT}, {@link Cause#STARVED}, {@link
 *     Cause#SUSPENDED}, or {@link Cause#UNKNOWN} where it cannot be told
 */
public record ProcessPause(long fromNanos, long toNanos, Cause cause) {
    long nanos() {
        return toNanos - fromNanos;
    }

    Span span() {
        return new Span(fromNanos, toNanos);
    }
}
