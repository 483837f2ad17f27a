package dev.holter.probe.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes captures at once and on the test's thread, or, while it holds them, when it lets them go. */
final class HeldCaptures extends AbstractExecutorService {
    private final Queue<Runnable> held = new ArrayDeque<>();
    boolean holding;
    boolean full;

    @Nullable
    Error refusal;

    private boolean shutdown;

    @Override
    public void execute(Runnable capture) {
        if (refusal != null) {
            throw refusal;
        }
        if (full || shutdown) {
            throw new RejectedExecutionException();
        }
        held.add(capture);
        if (!holding) {
            letGo();
        }
    }

    void letGo() {
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    int waiting() {
        return held.size();
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.copyOf(held);
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }
}
