package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Reads all of a file through a channel while its writer is slow. */
public final class ChannelRead implements Pathology {
    private final Fifo fifo = new Fifo("stock");

    /** Makes the pipe. */
    public ChannelRead() throws IOException, InterruptedException {}

    @Override
    public Map<String, String> details() {
        return Map.of("path", fifo.path().toString());
    }

    @Override
    public void handle(Request request) throws IOException {
        // opened for writing as well, for the opening not to wait
        try (RandomAccessFile writer = new RandomAccessFile(fifo.path().toFile(), "rw");
                FileChannel channel = FileChannel.open(fifo.path(), StandardOpenOption.READ)) {
            Background.after(request.time(), "slow-writer", () -> writer.write(1));
            channel.read(ByteBuffer.allocate(1)); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
