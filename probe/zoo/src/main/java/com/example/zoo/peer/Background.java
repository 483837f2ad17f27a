package com.example.zoo.peer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Threads beside the event loops, by name. Any thread may start one. */
public final class Background {
    private Background() {}

    /** What a thread does; an exception ends it quietly. */
    @FunctionalInterface
    public interface Task {
        /** Does it. */
        void run() throws Exception;
    }

    /** What a thread does that has to be at some point before others go on. */
    @FunctionalInterface
    public interface Holder {
        /**
         * Does it.
         *
         * @param ready to be called once others may go on
         */
        void run(Runnable ready) throws Exception;
    }

    /** Starts a daemon thread. */
    public static Thread start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        // The other side has gone, or the service ends: nobody misses this thread.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Starts a daemon thread that does something after some time. */
    public static void after(Duration time, String name, Task task) {
        start(name, () -> {
            Thread.sleep(time.toMillis());
            task.run();
        });
    }

    /** Starts a daemon thread and waits, for a moment, until it is ready. */
    public static void hold(String name, Holder holder) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        start(name, () -> {
            try {
                holder.run(ready::countDown);
            } finally {
                ready.countDown();
            }
        });
        ready.await();
    }
}
