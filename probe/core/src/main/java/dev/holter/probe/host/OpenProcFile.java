package dev.holter.probe.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small file of the kernel's that is read again and again, and so stays open: that saves most of the
 * cost. One that cannot be read yields nothing from then on. One thread at a time.
 */
final class OpenProcFile {
    private static final int MOST_BYTES = 4096;

    private final byte[] buffer;
    private @Nullable RandomAccessFile file;

    OpenProcFile(Path path) {
        this(path, MOST_BYTES);
    }

    OpenProcFile(Path path, int mostBytes) {
        buffer = new byte[mostBytes];
        try {
            file = new RandomAccessFile(path.toFile(), "r");
        } catch (IOException notThere) {
            file = null;
        }
    }

    /** As much of its beginning as was asked for, as text: 4096 bytes by default. */
    Optional<String> read() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            file.seek(0);
            int length = file.read(buffer);
            return Optional.of(new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            file = null;
            return Optional.empty();
        }
    }
}
