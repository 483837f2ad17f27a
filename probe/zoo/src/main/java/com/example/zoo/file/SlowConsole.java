package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;

/** A pipe whose reader can be made to stop for a while: more than it holds cannot be written meanwhile. Any thread. */
final class SlowConsole implements AutoCloseable {
    private static final int CAPACITY = 64 << 10;

    private final Fifo fifo = new Fifo("console");
    private final RandomAccessFile both = new RandomAccessFile(fifo.path().toFile(), "rw");
    private volatile long readOnNanos = System.nanoTime();

    SlowConsole() throws IOException, InterruptedException {
        Background.start("slow-console", this::read);
    }

    /** Where to write to it. */
    Path path() {
        return fifo.path();
    }

    /** Lets the reader read once more and then not for this long. */
    void stopFor(Duration time) {
        readOnNanos = System.nanoTime() + time.toNanos();
    }

    @Override
    public void close() throws IOException {
        both.write(0); // the reader wakes up and finds the pipe closed
        both.close();
        fifo.close();
    }

    private void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CAPACITY];
        while (both.read(buffer) > 0) {
            long leftNanos = readOnNanos - System.nanoTime();
            Thread.sleep(Math.max(0, leftNanos / 1_000_000));
        }
    }
}
