package com.example.zoo.loop;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that carry something of the application along, a tenant or a trace, so that a method of the application
 * lies under all that their loops do. Any thread.
 */
final class CarryingThreads implements ThreadFactory {
    private static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    private final String name;
    private final AtomicInteger made = new AtomicInteger();

    CarryingThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new Thread(
                () -> {
                    TENANT.set(name);
                    loop.run();
                },
                name + "-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
