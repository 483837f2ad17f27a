package com.example.zoo.file;

import com.example.zoo.peer.Background;
import com.example.zoo.peer.Fifo;
import com.example.zoo.plan.Pathology;
import com.example.zoo.plan.Request;
import java.io.IOException;
import java.nio.file.Files;

/** Reads a small configuration file that somebody replaced by a pipe. */
public final class FilesRead implements Pathology {
    private final Fifo fifo = new Fifo("configuration");

    /** Makes the pipe. */
    public FilesRead() throws IOException, InterruptedException {}

    @Override
    public void handle(Request request) throws IOException {
        Background.after(request.time(), "slow-writer", () -> Files.writeString(fifo.path(), "on"));
        Files.readString(fifo.path()); // culprit
    }

    @Override
    public void close() throws IOException {
        fifo.close();
    }
}
