package com.example.zoo.wait;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits for a result that a pool computes. */
public final class FutureOfPool implements Pathology {
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.FutureTask");
    }

    @Override
    public void handle(Request request) throws InterruptedException, ExecutionException {
        Future<Integer> price = pool.submit(() -> price(request.millis()));
        price.get(); // culprit
    }

    private static int price(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return 42;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
