package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Asks a concurrent map for a value that another thread is computing. */
public final class ComputeIfAbsent implements Pathology {
    private final ConcurrentHashMap<String, Integer> cache = new ConcurrentHashMap<>();

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "cache-loader");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        cache.clear();
        Background.hold("cache-loader", ready -> cache.computeIfAbsent("price", key -> load(ready, request.time())));
        cache.computeIfAbsent("price", key -> 1); // culprit
    }

    private static int load(Runnable ready, Duration time) {
        ready.run();
        LockSupport.parkNanos(time.toNanos());
        return 2;
    }
}
