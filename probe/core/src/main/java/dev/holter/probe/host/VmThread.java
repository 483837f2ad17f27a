package dev.holter.probe.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * HotSpot's thread that stops all others for a safepoint and does there what they are stopped for, by its entry in
 * {@code /proc}. It is looked for once. One thread at a time.
 */
final class VmThread {
    private static final String NAME = "VM Thread\n";

    private final Path tasks;
    private boolean lookedFor;
    private @Nullable OpenProcFile schedstat;

    VmThread(Path tasks) {
        this.tasks = tasks;
    }

    /** How long it was ready to run and had no processor since it started, nanoseconds; empty where unknown. */
    OptionalLong runDelayNanos() {
        if (!lookedFor) {
            lookedFor = true;
            schedstat = find().map(task -> new OpenProcFile(task.resolve("schedstat")))
                    .orElse(null);
        }
        return schedstat == null ? OptionalLong.empty() : Schedstat.runDelayIn(schedstat.read());
    }

    private Optional<Path> find() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(tasks)) {
            for (Path task : entries) {
                if (ProcFile.read(task.resolve("comm")).equals(Optional.of(NAME))) {
                    return Optional.of(task);
                }
            }
        } catch (IOException notThere) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
