package com.example;

import dev.holter.probe.Probe;
import dev.holter.probe.stream.CollectorStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service with one loop, which freezes for each byte of input. Its argument is the collector's address; it ends with its input. */
final class FrozenService {
    private FrozenService() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Probe probe =
                Probe.builder("shipped").sink(CollectorStream.to(arguments[0])).start()) {
            probe.watch(new ExecutorLoop(executor));
            while (System.in.read() >= 0) {
                executor.submit(FrozenService::freeze).get();
            }
        } finally {
            executor.shutdown();
        }
    }

    private static void freeze() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
