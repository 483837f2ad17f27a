package com.example.zoo.mixed;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for a lock for a third of the time, then sleeps. */
public final class LockThenSleep implements Pathology {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> sold = new ArrayList<>();

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("stock-refresh", ready -> refresh(ready, request.time().dividedBy(3)));
        request.turnsTo("lock");
        lock.lock();
        try {
            sold.add("kettle");
        } finally {
            lock.unlock();
        }
        request.turnsTo("sleep");
        Thread.sleep(request.millis() * 2 / 3); // culprit
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
