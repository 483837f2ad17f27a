package dev.holter.probe.executor;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

class ThreadPoolLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedExecutor(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()));
    }

    @Override
    protected String expectedKind() {
        return "executor";
    }
}
