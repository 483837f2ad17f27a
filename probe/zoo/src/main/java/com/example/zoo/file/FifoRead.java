package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Map;

/** Reads a file that turns out to be a pipe with nothing in it. */
public final class FifoRead implements Pathology {
    private final Fifo fifo = new Fifo("prices");

    /** Makes the pipe. */
    public FifoRead() throws IOException, InterruptedException {}

    @Override
    public Map<String, String> details() {
        return Map.of("path", fifo.path().toString());
    }

    @Override
    public void handle(Request request) throws IOException {
        // opened for writing as well, for the opening not to wait
        try (RandomAccessFile writer = new RandomAccessFile(fifo.path().toFile(), "rw");
                FileInputStream in = new FileInputStream(fifo.path().toFile())) {
            Background.after(request.time(), "slow-writer", () -> writer.write(1));
            in.read(); // culprit
        }
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
