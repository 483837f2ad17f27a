package dev.holter.agent;

import dev.holter.probe.report.Names;

/** What to call a service that was given no name. */
final class ServiceName {
    private static final String UNKNOWN = "unnamed";

    private ServiceName() {}

    /** That of the jar or the main class that the process was started with. */
    static String guess() {
        return of(System.getProperty("sun.java.command", ""));
    }

    /**
     * The last part of a path without {@code .jar}, or of a class's name without its package.
     *
     * @param command main class, module or jar, and the arguments behind it
     */
    static String of(String command) {
        String program = command.strip().split("\\s", 2)[0];
        String file = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        String name = file.endsWith(".jar")
                ? file.substring(0, file.length() - ".jar".length())
                : file.substring(file.lastIndexOf('.') + 1);
        return name.isBlank() ? UNKNOWN : Names.of(name);
    }
}
