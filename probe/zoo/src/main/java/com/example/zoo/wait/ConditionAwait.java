package com.example.zoo.wait;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Waits for a condition. */
public final class ConditionAwait implements Pathology {
    private final Lock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private boolean there;

    @Override
    public Map<String, String> details() {
        return Map.of("awaited", "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject");
    }

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.after(request.time(), "slow-signaller", this::arrive);
        lock.lock();
        try {
            while (!there) {
                arrived.await(); // culprit
            }
            there = false;
        } finally {
            lock.unlock();
        }
    }

    private void arrive() {
        lock.lock();
        try {
            there = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
