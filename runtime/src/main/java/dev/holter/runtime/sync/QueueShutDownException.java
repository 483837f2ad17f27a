package dev.holter.runtime.sync;

/** A queue takes nothing more, or has nothing left. */
public final class QueueShutDownException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    QueueShutDownException() {
        super("the queue was shut down");
    }
}
