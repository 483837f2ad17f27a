package com.example.orders;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A lock of an application's own kind. */
public final class Mutex {
    private static final class Sync extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean tryAcquire(int ignored) {
            boolean acquired = compareAndSetState(0, 1);
            if (acquired) {
                setExclusiveOwnerThread(Thread.currentThread());
            }
            return acquired;
        }
    }

    private final Sync sync = new Sync();

    public void enter() {
        sync.acquire(1);
    }
}
