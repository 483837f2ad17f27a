package dev.holter.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Stock that a thread named {@code inventory-refresh} renews under a lock which readers need too. */
final class Inventory {
    private static final int ITEMS = 12;

    private final ReentrantLock lock = new ReentrantLock();

    /** Begins to renew the stock and returns as soon as the refreshing thread has the lock, within about 1 ms. */
    void startRefresh(Duration duration) throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        Thread thread = new Thread(() -> refresh(duration, locked), "inventory-refresh");
        thread.setDaemon(true);
        thread.start();
        locked.await();
    }

    /** What a reader has to hold. */
    ReentrantLock lock() {
        return lock;
    }

    /** To be called with the lock held. */
    int items() {
        return ITEMS;
    }

    private void refresh(Duration duration, CountDownLatch locked) {
        lock.lock();
        try {
            locked.countDown();
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
