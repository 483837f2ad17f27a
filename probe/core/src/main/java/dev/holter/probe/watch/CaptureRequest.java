package dev.holter.probe.watch;

import dev.holter.probe.diagnosis.StackCapture;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stack that was asked for. Completed once, by the sampler; read by the watchdog. */
final class CaptureRequest {
    private final long askedAtNanos;
    private Optional<StackCapture> capture = Optional.empty();
    private boolean stale;
    private @Nullable AdapterFault adapterFault;
    private volatile boolean done;

    CaptureRequest(long askedAtNanos) {
        this.askedAtNanos = askedAtNanos;
    }

    /** The stack; empty where it could not be shown to belong to the stall. */
    void complete(Optional<StackCapture> outcome) {
        capture = outcome;
        stale = outcome.isEmpty();
        done = true;
    }

    /** There is none, which is counted already. */
    void failed() {
        done = true;
    }

    /** The loop's adapter could not say what the loop carries. */
    void failed(AdapterFault fault) {
        adapterFault = fault;
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Once done: whether the stack could not be shown to belong to the stall. */
    boolean isStale() {
        return stale;
    }

    /**
     * Once done: the stack, if there is one.
     *
     * @throws AdapterFault where the loop's adapter failed
     */
    Optional<StackCapture> capture() {
        if (adapterFault != null) {
            throw adapterFault;
        }
        return capture;
    }

    long askedAtNanos() {
        return askedAtNanos;
    }
}
