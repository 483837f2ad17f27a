package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A pipe that a reader can leave full for a while. Any thread. */
final class FullPipe implements AutoCloseable {
    private static final int CAPACITY = 64 << 10;

    private final Fifo fifo = new Fifo("console");
    private final RandomAccessFile both = new RandomAccessFile(fifo.path().toFile(), "rw");
    private final FileChannel end = both.getChannel();
    private int filled;

    FullPipe() throws IOException, InterruptedException {}

    /** Where to write to it. */
    Path path() {
        return fifo.path();
    }

    /** Fills it now; its reader goes on after the time, and reads for as long as there is something. */
    void fillFor(Duration time) throws IOException {
        for (int i = 0; i < CAPACITY / 4096 - filled; i++) {
            end.write(ByteBuffer.allocate(4096));
        }
        Background.after(time, "slow-console", () -> end.read(ByteBuffer.allocate(2 * CAPACITY)));
    }

    @Override
    public void close() throws IOException {
        both.close();
        fifo.close();
    }
}
