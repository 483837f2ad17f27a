package dev.holter.benchmarks.idle;

import dev.holter.probe.Probe;
import dev.holter.probe.executor.ExecutorLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's executors with one thread each. */
final class IdleExecutors implements IdleLoops {
    private final List<ExecutorService> executors = new ArrayList<>();

    IdleExecutors(int count) {
        for (int n = 0; n < count; n++) {
            String threadName = CpuReading.LOOP_PREFIX + n;
            ExecutorService executor = Executors.newFixedThreadPool(1, task -> new Thread(task, threadName));
            executor.execute(() -> {});
            executors.add(executor);
        }
    }

    @Override
    public void watchBy(Probe probe) {
        for (ExecutorService executor : executors) {
            probe.watch(ExecutorLoop.of("loop-" + executors.indexOf(executor), executor));
        }
    }

    @Override
    public void close() {
        executors.forEach(ExecutorService::shutdown);
    }
}
