package dev.holter.probe.report;

import dev.holter.probe.histogram.HistogramSnapshot;
import java.util.List;

/**
 * What a loop's callbacks did since the loop is watched. Immutable.
 *
 * @param count callbacks that ran; never falls
 * @param slow those of them that took as long as a slow callback or longer; never falls
 * @param busyNanos time spent in callbacks, that of the one that runs now included; never falls
 * @param durationSeconds how long callbacks took
 * @param timerLatenessSeconds how late the loop's own timers fired
 * @param worst the types that took longest in total, longest first; a bounded number
 */
public record CallbackState(
        long count,
        long slow,
        long busyNanos,
        HistogramSnapshot durationSeconds,
        HistogramSnapshot timerLatenessSeconds,
        List<CallbackType> worst) {
    public CallbackState {
        worst = List.copyOf(worst);
    }
}
