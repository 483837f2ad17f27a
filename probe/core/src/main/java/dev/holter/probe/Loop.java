package dev.holter.probe;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;

/**
 * A loop as the probe sees it: one thread that runs callbacks one after another. Adapters implement
 * this for a library's loops. The probe calls every method on its watchdog thread, {@link #name()}
 * apart, which it asks for once where the watch begins; so none of them may block or wait for the loop.
 */
public interface Loop {

    /**
     * Name of the loop, unique in the process and stable over its life; the label {@code loop}. The
     * name of its thread is a good one.
     */
    String name();

    /** Kind of the loop, in lower case: {@code netty}, {@code executor}; the label {@code kind}. */
    String kind();

    /**
     * Queues a callback behind those that are already queued.
     *
     * @throws RejectedExecutionException where the loop has shut down; the probe then asks
     *     {@link #isTerminated()}
     */
    void execute(Runnable callback);

    /** Callbacks queued and not started; empty where the loop cannot tell without a lock. */
    default OptionalInt pendingTasks() {
        return OptionalInt.empty();
    }

    /** Tasks, coroutines or the like that were started and have not finished; empty where the loop has none. */
    default OptionalInt liveTasks() {
        return OptionalInt.empty();
    }

    /**
     * The thread whose stack shows the callback that runs now, where that is not the loop's own: a virtual thread that
     * the loop's carries. Several threads of the probe ask for it, at any time.
     */
    default Optional<Thread> carriedThread() {
        return Optional.empty();
    }

    /** Whether the loop has ended for good. The probe then stops watching it. */
    default boolean isTerminated() {
        return false;
    }
}
