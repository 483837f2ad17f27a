package dev.holter.agent;

import java.nio.file.Files;
import java.nio.file.Path;

/** The agent's words to whoever runs the service: single lines on standard error that begin with {@code holter:}. */
final class StandardError {
    private StandardError() {}

    /** Writes one line. */
    static void say(String line) {
        System.err.println("holter: " + line.replaceAll("\\R", " "));
    }

    /** Says what cannot be read here and will be missing in the reports; silent where everything is there. */
    static void sayWhatIsMissing() {
        boolean isLinux = System.getProperty("os.name", "").startsWith("Linux");
        if (isLinux && !Files.isReadable(Path.of("/proc/self/stat"))) {
            say("/proc cannot be read here: the agent works without the kernel's account (run delay, wait channel,"
                    + " throttling)");
        }
    }
}
