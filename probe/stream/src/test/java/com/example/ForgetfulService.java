package com.example;

import dev.holter.probe.Probe;
import dev.holter.probe.stream.CollectorStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that ends without closing its probe, when its input does. Its argument is the collector's address. */
final class ForgetfulService {
    private ForgetfulService() {}

    public static void main(String[] arguments) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Probe probe = Probe.builder("forgetful")
                .sink(CollectorStream.to(arguments[0]))
                .start();
        probe.watch(new ExecutorLoop(executor));
        while (System.in.read() >= 0) {
            executor.submit(() -> {}).get();
        }
        executor.shutdown();
        System.out.println("the end");
    }
}
