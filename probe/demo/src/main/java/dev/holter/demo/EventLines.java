package dev.holter.demo;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes one JSON object a line for whoever started the process. Any thread may {@link #tell}, an event
 * loop too: it never waits for the reader. A thread of its own writes; what a reader that stands still
 * leaves no room for is dropped, and {@code lines-dropped} says how much.
 */
final class EventLines implements AutoCloseable {
    private static final int CAPACITY = 1000;
    private static final long CLOSE_MILLIS = 500;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final PrintStream out;
    private final Thread writer = new Thread(this::write, "event-lines");
    private volatile boolean closed;

    EventLines(PrintStream out) {
        this.out = out;
        writer.setDaemon(true);
        writer.start();
    }

    /** Queues one line. Does not block. */
    void tell(String json) {
        if (!lines.offer(json)) {
            dropped.getAndIncrement();
        }
    }

    /** Writes what is queued, for at most half a second. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!closed || !lines.isEmpty()) {
                String line = lines.poll(CLOSE_MILLIS / 10, TimeUnit.MILLISECONDS);
                if (line != null) {
                    print(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String line) {
        out.println(line);
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            out.println("{\"event\":\"lines-dropped\",\"count\":" + lost + "}");
        }
        out.flush();
    }
}
