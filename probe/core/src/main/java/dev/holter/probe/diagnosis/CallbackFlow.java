package dev.holter.probe.diagnosis;

import dev.holter.probe.report.CallbackType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A loop that ran many callbacks during a stall, none of them slow, for most of the time in which the
 * process ran.
 *
 * @param ran how many callbacks ended, at least
 * @param nanos for how long the loop ran them, as far as it can be shown
 * @param timed whether they were timed one by one; else their number is told by the queue
 */
record CallbackFlow(long ran, long nanos, boolean timed) {
    /** Two or three callbacks make no backlog. */
    private static final int MANY = 5;

    /** Empty where a callback may have stopped the loop. */
    static Optional<CallbackFlow> of(StallEvidence evidence, long pausedNanos) {
        long ranNanos = Math.max(1, evidence.durationNanos() - pausedNanos);
        CallbackFlow flow = evidence.callbacks().ran().isPresent() ? timed(evidence.callbacks()) : byTheQueue(evidence);
        return Optional.of(flow).filter(one -> one.ran >= MANY && one.nanos * 2 >= ranNanos);
    }

    private static CallbackFlow timed(CallbackActivity callbacks) {
        long nanos = callbacks.frequent().stream()
                .mapToLong(CallbackFlow::quickNanos)
                .sum();
        return new CallbackFlow(callbacks.ran().orElse(0), nanos, true);
    }

    /** How long the callbacks of one type took together, without the longest where it was slow. */
    private static long quickNanos(CallbackType type) {
        if (type.maxNanos() < Diagnosis.SLOW_NANOS) {
            return type.totalNanos();
        }
        long others = type.totalNanos() - type.maxNanos();
        boolean quick = type.count() > 1 && others / (type.count() - 1) < Diagnosis.SLOW_NANOS;
        return quick ? others : 0;
    }

    /**
     * A queue that gets shorter is one that the loop works at. Only the times count in which it fell by
     * a callback for each {@link Diagnosis#SLOW_NANOS} or more: before a slow callback there may have
     * been many quick ones.
     */
    private static CallbackFlow byTheQueue(StallEvidence evidence) {
        long ran = 0;
        long nanos = 0;
        long from = 0;
        OptionalInt queued = evidence.callbacks().pendingAtStart();
        for (Point point : points(evidence)) {
            long tookNanos = point.atNanos - from;
            long fell =
                    queued.isPresent() && point.queued.isPresent() ? queued.getAsInt() - point.queued.getAsInt() : 0;
            if (fell > 0 && fell * Diagnosis.SLOW_NANOS > tookNanos) {
                ran += fell;
                nanos += tookNanos;
            }
            from = point.atNanos;
            queued = point.queued;
        }
        return new CallbackFlow(ran, nanos, false);
    }

    private record Point(long atNanos, OptionalInt queued) {}

    private static List<Point> points(StallEvidence evidence) {
        List<Point> points = new ArrayList<>();
        for (StackCapture capture : evidence.captures()) {
            if (capture.pending().isPresent()) {
                points.add(new Point(capture.sample().atNanos(), capture.pending()));
            }
        }
        points.add(new Point(evidence.durationNanos(), evidence.callbacks().pending()));
        return points;
    }
}
