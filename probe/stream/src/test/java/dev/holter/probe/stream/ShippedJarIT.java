package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.stream.TestCollector.Manner;
import dev.holter.wire.v1.ConnectRequest;
import dev.holter.wire.v1.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it ships: what is in it, and that it works where there is no library but it and the core. */
@Timeout(120)
class ShippedJarIT {
    private final Path jar = ShippedClassPath.jar();

    @TempDir
    private Path folder;

    @Test
    void size_isWithinItsLimit() throws IOException {
        System.out.printf("%s: %,d bytes%n", jar.getFileName(), Files.size(jar));
        assertThat(Files.size(jar)).isLessThanOrEqualTo(Long.getLong("shipped.jar.limit"));
    }

    @Test
    void classes_areAllOurs() throws IOException {
        assertThat(entries(""))
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("dev/holter/probe/stream/"));
    }

    @Test
    void otherFiles_areServicesAndLicences() throws IOException {
        assertThat(entries(""))
                .filteredOn(name -> !name.endsWith(".class") && !name.endsWith("/"))
                .isSubsetOf(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/THIRD-PARTY.txt",
                        "META-INF/services/dev.holter.probe.stream.shaded.grpc.LoadBalancerProvider",
                        "META-INF/services/dev.holter.probe.stream.shaded.grpc.ManagedChannelProvider",
                        "META-INF/services/dev.holter.probe.stream.shaded.grpc.NameResolverProvider");
        assertThat(entries("META-INF/")).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt");
    }

    @Test
    void shippedJar_reportsAFreeze() throws Exception {
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES)) {
            Path output = folder.resolve("output.txt");
            Process service = ShippedClassPath.start("FrozenService", "127.0.0.1:" + collector.port(), output);
            try {
                assertThat(collector.next().getIntroduction().getService()).isEqualTo("shipped");
                collector.next(ShippedJarIT::hasHeartbeats);

                service.getOutputStream().write('f');
                service.getOutputStream().flush();
                Incident freeze = collector.next(ShippedJarIT::isLongAndOver).getIncident();
                assertThat(freeze.getLoop()).isEqualTo("frozen-loop");
                assertThat(freeze.getEvidenceList()).isNotEmpty();

                service.getOutputStream().close();
                assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
                System.out.print(Files.readString(output));
                assertThat(service.exitValue()).isZero();
                assertThat(Files.readString(output))
                        .contains("Reporting to the collector at 127.0.0.1:" + collector.port())
                        .doesNotContain("Exception", "SEVERE");
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    /** The probe knows the loop's thread once a heartbeat has run on it. */
    private static boolean hasHeartbeats(ConnectRequest request) {
        return request.getState().getLoopsList().stream().anyMatch(loop -> loop.getHeartbeats() > 0);
    }

    /** No more is asked of it: on a machine with too much to do, the verdict is that the process was starved. */
    private static boolean isLongAndOver(ConnectRequest request) {
        Incident incident = request.getIncident();
        return !incident.getOpen() && incident.getDurationNanos() > 200_000_000;
    }

    private List<String> entries(String prefix) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }
}
