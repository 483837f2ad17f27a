package dev.holter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it ships. */
class AgentJarIT {
    private static final long MAX_BYTES = 8_000_000;
    private static final int JAVA_8 = 52;

    @Test
    void size_isWithinItsLimit() throws IOException {
        System.out.printf("%s: %,d bytes%n", StockProcess.AGENT.getFileName(), Files.size(StockProcess.AGENT));
        assertThat(Files.size(StockProcess.AGENT)).isLessThan(MAX_BYTES);
    }

    @Test
    void nothingInIt_canMeetTheServices() throws IOException {
        assertThat(files())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("dev/holter/agent/")
                        || name.startsWith("META-INF/services/dev.holter.agent.shaded.")
                        || List.of("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/THIRD-PARTY.txt")
                                .contains(name));
    }

    @Test
    void manifest_namesTheEntry() throws IOException {
        try (JarFile jar = new JarFile(StockProcess.AGENT.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.holter.agent.HolterAgent");
            assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.holter.agent.HolterAgent");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        }
    }

    @Test
    void entry_canBeLoadedByJava8() throws IOException {
        try (JarFile jar = new JarFile(StockProcess.AGENT.toFile());
                DataInputStream entry =
                        new DataInputStream(jar.getInputStream(jar.getEntry("dev/holter/agent/HolterAgent.class")))) {
            int unused = entry.readInt();
            unused = entry.readUnsignedShort();
            assertThat(entry.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dev.holter.agent.shaded.probe.watch.Heartbeat, false",
        "dev.holter.agent.discovery.LoopScan, false",
        "dev.holter.probe.watch.Heartbeat, false",
        "net.bytebuddy.ByteBuddy, false",
        "io.netty.util.concurrent.SingleThreadEventExecutor, false",
        "io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoop, false",
        "com.example.stock.Inventory, true",
    })
    void relocation_leavesItClearWhoseFramesAre(String className, boolean isApplication) throws Exception {
        URL jar = StockProcess.AGENT.toUri().toURL();
        try (URLClassLoader agent = new URLClassLoader(new URL[] {jar}, null)) {
            Class<?> type = agent.loadClass("dev.holter.agent.shaded.probe.diagnosis.FrameClassifier");
            Constructor<?> constructor = type.getConstructor(List.class, List.class);
            Object classifier = constructor.newInstance(List.of(), List.of("dev.holter.agent."));
            Method method = type.getMethod("isApplication", StackTraceElement.class);

            assertThat(method.invoke(classifier, new StackTraceElement(className, "run", null, 1)))
                    .isEqualTo(isApplication);
        }
    }

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(StockProcess.AGENT.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
