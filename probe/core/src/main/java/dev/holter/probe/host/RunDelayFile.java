package dev.holter.probe.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The second number in a thread's {@code /proc} entry {@code schedstat}: nanoseconds for which it was
 * ready to run and waited for a processor. The file is opened once; one that cannot be read yields
 * nothing from then on.
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
            return parse(new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            file = null;
            return OptionalLong.empty();
        }
    }

    /** Takes the text "CPU DELAY SLICES"; anything else yields nothing. */
    static OptionalLong parse(String schedstat) {
        int from = schedstat.indexOf(' ') + 1;
        int to = schedstat.indexOf(' ', from);
        if (from == 0 || to < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(schedstat.substring(from, to)));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
