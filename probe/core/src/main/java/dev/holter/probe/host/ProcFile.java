package dev.holter.probe.host;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Small files that the kernel makes up as they are read, and that may be missing, hidden or gone at any time. */
final class ProcFile {
    /** Far more than any of them has: {@code mountinfo} is the longest. */
    private static final int MOST_BYTES = 1 << 20;

    private ProcFile() {}

    /** The text; empty where it cannot be read. */
    static Optional<String> read(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
