package dev.holter.probe.watch;

import dev.holter.probe.histogram.HistogramSnapshot;
import dev.holter.probe.histogram.SingleWriterHistogram;

/**
 * Records a loop's lag as if every heartbeat of the schedule had been sent, though only one is
 * outstanding at a time. Watchdog thread only.
 *
 * <p>A beat that ran {@code S} after it was due stands for all the beats that were due meanwhile, whose
 * lags are {@code S}, {@code S - i}, {@code S - 2i} and so on for the interval {@code i}: the
 * correction for coordinated omission that Gil Tene's HdrHistogram makes with an expected interval.
 *
 * <p>The histogram has to grow while a loop is frozen, when {@code S} is not known, and a bucket must
 * never fall again. In rising order the {@code j}th of these lags lies between {@code j i} and
 * {@code (j + 1) i} whatever {@code S} will be. From the 64th on the middle of that range is within
 * 0.8 % of it, less than a bucket's width, and is recorded as soon as the beat's age has reached it.
 * The ones before are held back until {@code S} is known and recorded exactly.
 */
final class LagRecorder {
    private static final long HELD_BACK = 64;

    private final SingleWriterHistogram histogram = new SingleWriterHistogram();
    private final long intervalNanos;
    /** How many lags, in rising order and the held-back ones included, are past; 0 where none was recorded early. */
    private long recordedEarly;

    LagRecorder(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** A beat has not run and is this old: its lag will be this at least. */
    void outstanding(long ageNanos) {
        long reached = ageNanos / intervalNanos + 1;
        long from = Math.max(HELD_BACK, recordedEarly);
        if (reached > from) {
            histogram.recordProgression(from * intervalNanos + intervalNanos / 2, intervalNanos, reached - from);
            recordedEarly = reached;
        }
    }

    /**
     * A beat ran.
     *
     * @param lagNanos not less than the last age at which it was outstanding
     * @return how many beats were due until then, this one included
     */
    long ran(long lagNanos) {
        long lag = Math.max(0, lagNanos);
        long due = lag / intervalNanos + 1;
        if (due == 1) {
            histogram.record(lag);
            return due;
        }
        long smallest = lag % intervalNanos;
        if (recordedEarly == 0) {
            histogram.recordProgression(smallest, intervalNanos, due);
        } else {
            histogram.recordProgression(smallest, intervalNanos, HELD_BACK);
            histogram.recordProgression(smallest + recordedEarly * intervalNanos, intervalNanos, due - recordedEarly);
            recordedEarly = 0;
        }
        return due;
    }

    HistogramSnapshot snapshot() {
        return histogram.snapshot();
    }
}
