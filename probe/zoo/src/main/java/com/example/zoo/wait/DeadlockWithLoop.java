package com.example.zoo.wait;

import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a pool whose task waits for the very loop that waits, until a timeout ends it. */
public final class DeadlockWithLoop implements Pathology {
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.CompletableFuture$Signaller");
    }

    @Override
    public void handle(Request request) throws InterruptedException, ExecutionException {
        CompletableFuture<Integer> onLoop = new CompletableFuture<>();
        CompletableFuture<Integer> onPool = CompletableFuture.supplyAsync(onLoop::join, pool);
        request.loop().execute(() -> onLoop.complete(42));
        try {
            onPool.get(request.millis(), TimeUnit.MILLISECONDS); // culprit
        } catch (TimeoutException expected) {
            // a caller would be told to come again
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
