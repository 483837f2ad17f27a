package com.example.zoo.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A named pipe in a folder of its own. Any thread. */
public final class Fifo implements AutoCloseable {
    private final Path folder;
    private final Path path;

    /** Makes it. */
    public Fifo(String name) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("zoo");
        path = folder.resolve(name);
        int status = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        if (status != 0) {
            throw new IOException("mkfifo " + path + " ended with " + status);
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(folder);
    }
}
