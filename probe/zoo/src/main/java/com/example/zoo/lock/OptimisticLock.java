package com.example.zoo.lock;

import com.example.zoo.peer.Background;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.time.Duration;
import java.util.concurrent.locks.StampedLock;

/** Falls back from an optimistic read to a lock that a writer holds, and which knows no owner. */
public final class OptimisticLock implements Pathology {
    private final StampedLock lock = new StampedLock();

    @Override
    public void handle(Request request) throws InterruptedException {
        Background.hold("rates-writer", ready -> write(ready, request.time()));
        long stamp = lock.readLock(); // culprit
        lock.unlockRead(stamp);
    }

    private void write(Runnable ready, Duration time) throws InterruptedException {
        long stamp = lock.writeLock();
        try {
            ready.run();
            Thread.sleep(time.toMillis());
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
