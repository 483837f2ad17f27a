package dev.holter.probe.diagnosis;

import dev.holter.probe.report.Cause;
import java.util.List;
import java.util.Optional;

/**
 * A stack, and what it shows the thread doing.
 *
 * @param culprit the first application frame on it
 */
record Sighting(StackCapture capture, Activity activity, Optional<StackTraceElement> culprit) {

    Cause cause() {
        return activity.cause();
    }

    long atNanos() {
        return capture.sample().atNanos();
    }

    List<StackTraceElement> frames() {
        return capture.sample().frames();
    }

    /** The frames above the loop's own. */
    List<StackTraceElement> callback() {
        return LoopFrames.above(frames());
    }

    /**
     * Whether CPU time may have advanced meanwhile. A thread that reads a file or a socket is on a
     * processor for as long as the kernel has something to copy for it.
     */
    boolean mayCompute() {
        return capture.sample().state() == Thread.State.RUNNABLE && activity != Activity.IDLE;
    }

    /** Whether CPU time may have stood still meanwhile. */
    boolean mayStandStill() {
        return activity.isBlocked();
    }
}
