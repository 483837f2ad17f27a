package dev.holter.benchmarks.loops;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A loop that is measured, and how a program over it is started. */
enum Peer {
    RUNTIME("the runtime") {
        @Override
        List<String> command(Program program, String... jvmOptions) {
            return java(program.overRuntime(), jvmOptions);
        }
    },
    NETTY("Netty") {
        @Override
        List<String> command(Program program, String... jvmOptions) {
            return java(program.overNetty(), jvmOptions);
        }
    },
    ASYNCIO("asyncio") {
        @Override
        List<String> command(Program program, String... jvmOptions) {
            return python(program, "asyncio");
        }
    },
    UVLOOP("uvloop") {
        @Override
        List<String> command(Program program, String... jvmOptions) {
            return python(program, "uvloop");
        }
    };

    /** Where the Python programs are. */
    static final String PYTHON_FOLDER = "holter.benchmarks.python";

    /** Debian's, which has uvloop as a package. */
    private static final String PYTHON = "/usr/bin/python3";

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The command that runs the program over this loop, with options of the JVM where it runs on one. */
    abstract List<String> command(Program program, String... jvmOptions);

    private static List<String> java(Class<?> main, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    private static List<String> python(Program program, String loop) {
        Path script = Path.of(System.getProperty(PYTHON_FOLDER)).resolve(program.inPython());
        return List.of(PYTHON, "-B", script.toString(), loop); // -B leaves no files beside the script
    }
}
