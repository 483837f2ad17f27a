package com.example.zoo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets whoever watches say when to begin and when to end, by a file that is there in between. Without a
 * file it leaves a moment for an agent to find the loops, and one to report all. The main thread calls it.
 */
final class Gate {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration UNTIL_LOOPS_ARE_FOUND = Duration.ofSeconds(2);
    private static final Duration UNTIL_ALL_IS_REPORTED = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 50;

    private final Optional<Path> file;

    Gate(Optional<Path> file) {
        this.file = file;
    }

    void awaitOpen() throws InterruptedException {
        await(true, UNTIL_LOOPS_ARE_FOUND);
    }

    void awaitClosed() throws InterruptedException {
        await(false, UNTIL_ALL_IS_REPORTED);
    }

    private void await(boolean there, Duration withoutFile) throws InterruptedException {
        if (file.isEmpty()) {
            Thread.sleep(withoutFile.toMillis());
            return;
        }
        long begin = System.nanoTime();
        while (Files.exists(file.get()) != there) {
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new IllegalStateException(
                        "nobody has " + (there ? "made " : "deleted ") + file.get() + " within " + LONGEST);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
