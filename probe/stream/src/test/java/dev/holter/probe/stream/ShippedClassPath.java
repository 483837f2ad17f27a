package dev.holter.probe.stream;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a service has on its class path: the shipped jar, the core, its own classes, and no other library. */
final class ShippedClassPath {
    private ShippedClassPath() {}

    static Path jar() {
        return Path.of(Objects.requireNonNull(System.getProperty("shipped.jar")));
    }

    static List<Path> entries() throws URISyntaxException {
        return List.of(jar(), placeOf(dev.holter.probe.Probe.class), placeOf(ShippedClassPath.class));
    }

    /** Starts a service of {@code com.example} on the JDK of the test. */
    static Process start(String service, String collector, Path output) throws IOException, URISyntaxException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "com.example." + service,
                        collector)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
