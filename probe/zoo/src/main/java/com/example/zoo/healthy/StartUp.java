package com.example.zoo.healthy;

import com.example.zoo.plan.Routine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Loads thousands of classes beside the loops, as a service does while it starts. */
public final class StartUp implements Routine {

    @Override
    public void live(Duration time, List<Executor> loops) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        for (String name : classes("java.xml")) {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
        }
        Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    }

    private static List<String> classes(String module) throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module);
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
