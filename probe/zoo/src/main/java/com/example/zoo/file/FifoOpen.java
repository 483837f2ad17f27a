package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Opens a pipe that nobody writes to yet. */
public final class FifoOpen implements Pathology {
    private final Fifo fifo = new Fifo("orders");

    /** Makes the pipe. */
    public FifoOpen() throws IOException, InterruptedException {}

    @Override
    public void handle(Request request) throws IOException {
        Background.after(
                request.time(),
                "slow-writer",
                () -> new FileOutputStream(fifo.path().toFile()).close());
        new FileInputStream(fifo.path().toFile()).close(); // culprit
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
