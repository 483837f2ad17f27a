package dev.holter.probe.runtime;

import dev.holter.probe.Loop;
import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import dev.holter.runtime.EventLoop;
import java.util.Optional;

class RuntimeLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() throws Exception {
        return new TestedRuntime();
    }

    @Override
    protected String expectedKind() {
        return "runtime";
    }

    private static final class TestedRuntime implements TestedLoop {
        private final EventLoop running = EventLoop.open();
        private final Loop loop = new RuntimeLoop("orders", running, Optional::empty);
        private final Thread thread = new Thread(this::run, "orders");

        TestedRuntime() {
            thread.start();
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public void terminate() throws InterruptedException {
            if (thread.isAlive()) {
                running.callSoonThreadsafe(running::stop);
            }
            thread.join();
        }

        private void run() {
            try (running) {
                running.runForever();
            }
        }
    }
}
