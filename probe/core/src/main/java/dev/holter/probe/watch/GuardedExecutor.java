package dev.holter.probe.watch;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps what its tasks throw from everybody else, and refuses tasks when there is no thread to be had. Any thread. */
final class GuardedExecutor implements Executor {
    private final Executor executor;
    private final Faults faults;

    GuardedExecutor(Executor executor, Faults faults) {
        this.executor = executor;
        this.faults = faults;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException refused) {
            throw refused;
        } catch (Throwable noThread) {
            faults.add(noThread);
            throw new RejectedExecutionException(noThread);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            faults.add(fault);
        }
    }
}
