package com.example.orders;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** An application's callbacks that hold up a loop, each in its own way. */
public final class BlockingCalls {
    private BlockingCalls() {}

    public static int askOverHttp(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/stock").toURL().openConnection();
        return connection.getResponseCode();
    }

    public static int readFromChannel(InetSocketAddress server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            return channel.read(ByteBuffer.allocate(16));
        }
    }

    public static int selectOneself() throws IOException {
        try (Selector selector = Selector.open()) {
            return selector.select();
        }
    }

    public static int readFile(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.read();
        }
    }

    public static void takeANap() throws InterruptedException {
        Thread.sleep(60_000);
    }

    public static void sleepFor(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    public static void answerAfter(Duration delay, Socket socket) {
        try {
            sleepFor(delay);
            socket.getOutputStream().write(new byte[3]);
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    public static boolean awaitLock(ReentrantLock lock) {
        lock.lock();
        try {
            return lock.isHeldByCurrentThread();
        } finally {
            lock.unlock();
        }
    }

    public static void holdLock(ReentrantLock lock, CountDownLatch release) throws InterruptedException {
        lock.lock();
        try {
            release.await();
        } finally {
            lock.unlock();
        }
    }

    public static String awaitMonitor(Object monitor) {
        synchronized (monitor) {
            return monitor.toString();
        }
    }

    public static void holdMonitor(Object monitor, CountDownLatch release) throws InterruptedException {
        synchronized (monitor) {
            release.await();
        }
    }

    public static <T> T awaitResult(CompletableFuture<T> future) throws Exception {
        return future.get();
    }

    public static <T> T takeFrom(BlockingQueue<T> queue) throws InterruptedException {
        return queue.take();
    }

    public static int awaitEnd(Process process) throws InterruptedException {
        return process.waitFor();
    }

    /** As factories do that give each thread a context for its log. */
    public static Thread threadWithContext(Runnable loop) {
        return new Thread(() -> {
            Thread.currentThread().setName("orders");
            loop.run();
        });
    }

    public static double compute(BooleanSupplier enough) {
        double sum = 0;
        while (!enough.getAsBoolean()) {
            sum = squareRoots(sum);
        }
        return sum;
    }

    private static double squareRoots(double start) {
        double sum = start % 7;
        for (int n = 1; n < 1_000; n++) {
            sum += Math.sqrt(sum + n);
        }
        return sum;
    }
}
