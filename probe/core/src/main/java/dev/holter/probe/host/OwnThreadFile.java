package dev.holter.probe.host;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file of the calling thread's entry in {@code /proc}. One thread at a time; of one that has ended nothing is read. */
final class OwnThreadFile {
    private final String name;
    private @Nullable OpenProcFile file;
    private @Nullable Thread owner;

    OwnThreadFile(String name) {
        this.name = name;
    }

    Optional<String> read() {
        if (file == null || !Thread.currentThread().equals(owner)) {
            file = new OpenProcFile(Path.of("/proc/thread-self", name));
            owner = Thread.currentThread();
        }
        return file.read();
    }
}
