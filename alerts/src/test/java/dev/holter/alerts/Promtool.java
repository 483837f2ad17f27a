package dev.holter.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs promtool, which has to be on the PATH: without it the rules are not tested, and that is an error. */
final class Promtool {

    private Promtool() {}

    /** How promtool ended, and all it said. */
    record Result(int exitCode, String output) {}

    /** Runs promtool to its end. */
    static Result run(List<String> arguments, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(arguments);
        files.forEach(file -> command.add(file.toString()));
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("promtool is missing: install Debian's package \"prometheus\"", e);
        }
    }
}
