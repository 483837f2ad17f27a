package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Reads under a lock that a writer holds. */
public final class ReadLock implements Pathology {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int price;
    private int lastSeen;

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "price-writer");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("price-writer", ready -> write(ready, request.time()));
        lock.readLock().lock(); // culprit
        try {
            lastSeen = price;
        } finally {
            lock.readLock().unlock();
        }
    }

    private void write(Runnable ready, Duration time) throws InterruptedException {
        lock.writeLock().lock();
        try {
            ready.run();
            Thread.sleep(time.toMillis());
            price = lastSeen + 1;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
