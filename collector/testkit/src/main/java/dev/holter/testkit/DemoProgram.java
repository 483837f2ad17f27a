package dev.holter.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the programs of the demo from what the build put together. */
final class DemoProgram {
    private static final Duration START = Duration.ofSeconds(30);

    private DemoProgram() {}

    /** Starts one and waits for its ready line. */
    static ReadyLine start(Processes processes, String name, String mainClass, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Repository.java(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                Repository.classPath("probe/demo/target/demo/lib"),
                mainClass));
        command.addAll(options);
        ChildProcess process = processes.start(name, command);
        process.awaitReady(START, () -> ReadyLine.of(process).isPresent());
        return ReadyLine.of(process).orElseThrow();
    }
}
