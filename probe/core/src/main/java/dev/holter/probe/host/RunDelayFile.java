package dev.holter.probe.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The run delay of the thread that opened it, for one that reads it many times a second. The file stays
 * open; one that cannot be read yields nothing from then on.
 */
final class RunDelayFile {
    private static final String PATH = "/proc/thread-self/schedstat";

    private final byte[] buffer = new byte[96];
    private @Nullable RandomAccessFile file;

    private RunDelayFile(@Nullable RandomAccessFile file) {
        this.file = file;
    }

    static RunDelayFile ofCallingThread() {
        try {
            return new RunDelayFile(new RandomAccessFile(PATH, "r"));
        } catch (IOException notLinux) {
            return new RunDelayFile(null);
        }
    }

    OptionalLong readNanos() {
        if (file == null) {
            return OptionalLong.empty();
        }
        try {
            file.seek(0);
            int length = file.read(buffer);
            Optional<Schedstat> schedstat =
                    Schedstat.parse(new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII));
            return schedstat.isPresent() ? OptionalLong.of(schedstat.get().runDelayNanos()) : OptionalLong.empty();
        } catch (IOException unreadable) {
            file = null;
            return OptionalLong.empty();
        }
    }
}
