package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Takes a lock that a refresh holds. */
public final class InventoryLock implements Pathology {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> sold = new ArrayList<>();

    @Override
    public Map<String, String> details() {
        return Map.of("lock_owner", "inventory-refresh");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("inventory-refresh", ready -> refresh(ready, request.time()));
        lock.lock(); // culprit
        try {
            sold.add("kettle");
        } finally {
            lock.unlock();
        }
    }

    private void refresh(Runnable ready, Duration time) throws InterruptedException {
        lock.lock();
        try {
            ready.run();
            Thread.sleep(time.toMillis());
            sold.clear();
        } finally {
            lock.unlock();
        }
    }
}
