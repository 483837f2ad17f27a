package dev.holter.benchmarks.loops;

import java.nio.file.Path;
import java.util.List;

/** A loop that is measured, and how its process is started. */
enum Peer {
    RUNTIME("the runtime") {
        @Override
        List<String> command(Path python) {
            return java(RuntimeRates.class);
        }
    },
    NETTY("Netty") {
        @Override
        List<String> command(Path python) {
            return java(NettyRates.class);
        }
    },
    ASYNCIO("asyncio") {
        @Override
        List<String> command(Path python) {
            return List.of(PYTHON, python.resolve("loop_rates.py").toString(), "asyncio");
        }
    },
    UVLOOP("uvloop") {
        @Override
        List<String> command(Path python) {
            return List.of(PYTHON, python.resolve("loop_rates.py").toString(), "uvloop");
        }
    };

    /** Debian's, which has uvloop as a package. */
    private static final String PYTHON = "/usr/bin/python3";

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The command that measures it, with the folder of the Python programs. */
    abstract List<String> command(Path python);

    private static List<String> java(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
    }
}
