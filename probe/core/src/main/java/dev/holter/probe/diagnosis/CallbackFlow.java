package dev.holter.probe.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A loop that ran many callbacks during a stall for most of the time in which the process ran, each of
 * them too quick to stall it alone.
 *
 * @param ran how many of them ended, at least
 * @param nanos for how long the loop ran them, as far as it can be shown
 * @param timed whether they were timed one by one; else their number is told by the queue
 */
record CallbackFlow(long ran, long nanos, boolean timed) {
    /** Two or three callbacks make no backlog. */
    private static final int MANY = 5;

    /** Empty where a callback may have stopped the loop. */
    static Optional<CallbackFlow> of(StallEvidence evidence, long pausedNanos, long quickNanos) {
        long ranNanos = Math.max(1, evidence.durationNanos() - pausedNanos);
        CallbackActivity callbacks = evidence.callbacks();
        CallbackFlow flow = callbacks.ran().isPresent()
                ? new CallbackFlow(callbacks.quick(), callbacks.quickNanos(), true)
                : byTheQueue(evidence, quickNanos);
        return Optional.of(flow).filter(one -> one.ran >= MANY && one.nanos * 2 >= ranNanos);
    }

    /**
     * A queue that gets shorter is one that the loop works at. Only the times count in which it fell by
     * a callback for each {@code quickNanos} or more: before a long callback there may have been many
     * quick ones.
     */
    private static CallbackFlow byTheQueue(StallEvidence evidence, long quickNanos) {
        long ran = 0;
        long nanos = 0;
        long from = 0;
        OptionalInt queued = evidence.callbacks().pendingAtStart();
        for (Point point : points(evidence)) {
            long tookNanos = point.atNanos - from;
            long fell =
                    queued.isPresent() && point.queued.isPresent() ? queued.getAsInt() - point.queued.getAsInt() : 0;
            if (fell > 0 && fell * quickNanos > tookNanos) {
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
