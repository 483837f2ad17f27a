package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.StackCapture;
import java.util.Optional;

/** A stack that was asked for. Completed once, by the sampler; read by the watchdog. */
final class CaptureRequest {
    private final long askedAtNanos;
    private Optional<StackCapture> capture = Optional.empty();
    private volatile boolean done;

    CaptureRequest(long askedAtNanos) {
        this.askedAtNanos = askedAtNanos;
    }

    void complete(Optional<StackCapture> outcome) {
        capture = outcome;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Once done: the capture; empty where the stack could not be shown to belong to the stall. */
    Optional<StackCapture> capture() {
        return capture;
    }

    long askedAtNanos() {
        return askedAtNanos;
    }
}
