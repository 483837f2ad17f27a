package dev.holter.probe.executor;

import java.util.concurrent.RejectedExecutionException;

/**
 * A callback that refuses to run on the thread that submits it. Executors that hand work back to
 * their caller ({@code CallerRunsPolicy} when the queue is full, {@code Runnable::run}) would
 * otherwise let a heartbeat run beside the loop and call a frozen loop healthy.
 */
final class ForeignThreadGuard implements Runnable {
    private final Runnable callback;
    private final Thread submitter = Thread.currentThread();
    /** Written and read by the submitter alone. */
    private boolean refused;

    ForeignThreadGuard(Runnable callback) {
        this.callback = callback;
    }

    @Override
    public void run() {
        if (submitter.equals(Thread.currentThread())) {
            refused = true;
        } else {
            callback.run();
        }
    }

    /** Called by the submitter after the executor took the callback. */
    void requireNotRefused(String executor) {
        if (refused) {
            throw new RejectedExecutionException(
                    "executor " + executor + " runs callbacks on the thread that submits them");
        }
    }
}
