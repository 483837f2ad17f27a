package com.example;

import dev.holter.probe.Probe;
import dev.holter.probe.stream.CollectorStream;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;

/**
 * A web application that brings the probe along and watches a loop of its container. Given the
 * collector's address and the loop; what it gives back ends it.
 */
public final class WebApplication implements BiFunction<String, ExecutorService, AutoCloseable> {

    @Override
    public AutoCloseable apply(String collector, ExecutorService containersLoop) {
        Probe probe =
                Probe.builder("application").sink(CollectorStream.to(collector)).start();
        probe.watch(new ExecutorLoop(containersLoop));
        return probe;
    }
}
