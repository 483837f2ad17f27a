package dev.holter.probe.watch;

import dev.holter.probe.report.Cause;
import dev.holter.probe.report.StallTotal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Stalls of one loop by cause. Watchdog thread only.
 *
 * <p>The time of an open stall is added as it goes on, to the cause that the verdict names then, so
 * that no total ever falls; its number is added at its end.
 */
final class StallTotals {
    private final Map<Cause, StallTotal> byCause = new EnumMap<>(Cause.class);

    void addTime(Cause cause, long nanos) {
        add(cause, 0, nanos);
    }

    void addEnded(Cause cause, long nanos) {
        add(cause, 1, nanos);
    }

    Map<Cause, StallTotal> totals() {
        return Map.copyOf(byCause);
    }

    private void add(Cause cause, long count, long nanos) {
        byCause.merge(
                cause,
                new StallTotal(count, nanos),
                (one, other) -> new StallTotal(one.count() + other.count(), one.totalNanos() + other.totalNanos()));
    }
}
