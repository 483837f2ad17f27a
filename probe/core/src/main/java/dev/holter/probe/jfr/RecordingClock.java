package dev.holter.probe.jfr;

import dev.holter.probe.time.ProbeClock;
import dev.holter.probe.watch.Recorded;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Tells times of the recording in the probe's clock. For one thread.
 *
 * <p>The recorder counts ticks of a counter of its own, which it ties to the time of day once for each
 * file of the recording; the two may drift apart by tens of milliseconds an hour, and jump where the
 * next file begins. So the probe records a mark each second that holds what its own clock showed, and
 * takes the difference from the latest. What it tells is right to a millisecond, because a mark that
 * took longer is not used.
 */
final class RecordingClock {
    private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ProbeClock clock;
    private long aheadNanos;

    RecordingClock(ProbeClock clock) {
        this.clock = clock;
        this.aheadNanos = clock.epochNanos() - clock.nanoTime(); // until the first mark comes
    }

    /** Leaves a mark in the recording. */
    void mark() {
        ClockMark mark = new ClockMark();
        mark.begin();
        mark.nanos = clock.nanoTime();
        mark.commit();
    }

    /** Takes the difference from a mark. */
    void take(RecordedEvent mark) {
        long tookNanos = mark.getDuration().toNanos();
        if (tookNanos <= TOLERANCE_NANOS) {
            aheadNanos = startNanos(mark) + tookNanos / 2 - mark.getLong("nanos");
        }
    }

    /** The same by the probe's clock. */
    Recorded toProbe(Recorded byRecording) {
        return new Recorded(
                byRecording.cause(),
                byRecording.threadId(),
                byRecording.fromNanos() - aheadNanos,
                byRecording.toNanos() - aheadNanos,
                byRecording.standstill(),
                byRecording.words(),
                byRecording.details());
    }

    /** When an event began, nanoseconds since 1970 UTC by the recording. */
    static long startNanos(RecordedEvent event) {
        return epochNanos(event.getStartTime());
    }

    /** When it ended, as {@link #startNanos}. */
    static long endNanos(RecordedEvent event) {
        return epochNanos(event.getEndTime());
    }

    private static long epochNanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
