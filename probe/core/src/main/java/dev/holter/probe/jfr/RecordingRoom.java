package dev.holter.probe.jfr;

import java.io.File;
import java.util.Optional;

/**
 * Whether there is room for the recording on the disk. A JVM whose recorder finds the disk full shuts
 * down (seen on 17 and 25 alike), and whoever fills a disk is seldom the recorder. So the recording ends
 * while others could go on writing for a while. Any thread.
 */
final class RecordingRoom {
    private static final long LEAST_BYTES = 256L << 20;

    private RecordingRoom() {}

    /** What is short, for people; empty where there is room. Asks the file system, in microseconds. */
    static Optional<String> shortage() {
        File folder = new File(System.getProperty("jdk.jfr.repository", System.getProperty("java.io.tmpdir", ".")));
        long free = folder.getUsableSpace();
        return free >= LEAST_BYTES
                ? Optional.empty()
                : Optional.of("it needs " + (LEAST_BYTES >> 20) + " MB of free space under " + folder + ", where "
                        + (free >> 20) + " MB are left");
    }
}
