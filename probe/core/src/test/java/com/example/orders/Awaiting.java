package com.example.orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Callbacks that wait for other threads. */
public final class Awaiting {
    private Awaiting() {}

    public static <T> T joined(CompletableFuture<T> future) {
        return future.join();
    }

    public static void latch(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    public static int barrier(CyclicBarrier barrier) throws InterruptedException, BrokenBarrierException {
        return barrier.await();
    }

    public static int phase(Phaser phaser) {
        return phaser.arriveAndAwaitAdvance();
    }

    public static <T> T partner(Exchanger<T> exchanger, T mine) throws InterruptedException {
        return exchanger.exchange(mine);
    }

    public static void permit(Semaphore semaphore) throws InterruptedException {
        semaphore.acquire();
    }

    public static void notification(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            while (!monitor.equals("")) {
                monitor.wait();
            }
        }
    }

    public static void signal() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        lock.lock();
        try {
            while (lock.isLocked()) {
                condition.await();
            }
        } finally {
            lock.unlock();
        }
    }

    public static void end(Thread thread) throws InterruptedException {
        thread.join();
    }

    public static int answer(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stock"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    public static <T> T locked(Lock lock, T value) {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }

    public static boolean lockInTime(Lock lock) throws InterruptedException {
        return lock.tryLock(1, TimeUnit.MINUTES);
    }

    public static void nap() {
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
    }

    public static void pause() throws InterruptedException {
        TimeUnit.MINUTES.sleep(1);
    }

    public static Object registry() {
        return Registry.ENTRIES;
    }

    public static Class<?> registryByName() throws ClassNotFoundException {
        return Class.forName("com.example.orders.Registry");
    }
}
