package dev.holter.probe.executor;

import dev.holter.probe.Loop;
import dev.holter.probe.contract.TestedLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

record TestedExecutor(ExecutorService executor, Loop loop) implements TestedLoop {

    TestedExecutor(ExecutorService executor) {
        this(executor, ExecutorLoop.of("orders", executor));
    }

    @Override
    public void terminate() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError(executor + " does not end");
        }
    }
}
