package dev.holter.probe.executor;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import java.util.concurrent.ScheduledThreadPoolExecutor;

class ScheduledThreadPoolLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedExecutor(new ScheduledThreadPoolExecutor(1));
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
