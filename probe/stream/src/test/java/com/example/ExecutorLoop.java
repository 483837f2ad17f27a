package com.example;

import dev.holter.probe.Loop;
import java.util.concurrent.ExecutorService;

/** A single-threaded executor as a loop. */
record ExecutorLoop(ExecutorService executor) implements Loop {
    @Override
    public String name() {
        return "frozen-loop";
    }

    @Override
    public String kind() {
        return "executor";
    }

    @Override
    public void execute(Runnable callback) {
        executor.execute(callback);
    }

    @Override
    public boolean isTerminated() {
        return executor.isTerminated();
    }
}
