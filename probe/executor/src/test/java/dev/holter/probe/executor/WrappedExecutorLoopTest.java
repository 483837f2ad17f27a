package dev.holter.probe.executor;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import java.util.concurrent.Executors;

class WrappedExecutorLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedExecutor(Executors.newSingleThreadExecutor());
    }

    @Override
    protected String expectedKind() {
        return "executor";
    }

    @Override
    protected boolean tellsPendingTasks() {
        return false;
    }
}
