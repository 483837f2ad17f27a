package com.example.zoo.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel's scheduler gave a thread.
 *
 * @param ranNanos for how long it was on a processor
 * @param waitedNanos for how long it was ready to run and had none
 */
public record ProcessorTime(long ranNanos, long waitedNanos) {
    /** Where it is not known, and of a stall of all loops. */
    static final ProcessorTime NONE = new ProcessorTime(0, 0);

    private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");

    /** Of the calling thread since it started; {@link #NONE} where the system does not tell. */
    static ProcessorTime ofThisThread() {
        if (!Files.exists(SCHEDSTAT)) {
            return NONE;
        }
        try {
            String[] fields = Files.readString(SCHEDSTAT).split(" ", 3);
            return new ProcessorTime(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of this came after the other. */
    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(ranNanos - earlier.ranNanos, waitedNanos - earlier.waitedNanos);
    }
}
