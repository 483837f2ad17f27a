package dev.holter.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.runtime.EventLoop;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a JVM may be started so that there can be coroutines. */
class LaunchTest {

    /** A program with one coroutine. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            System.out.println(EventLoop.runMain(() -> "a coroutine ran"));
        }
    }

    @Test
    void byNothing_theProgramIsToldWhatItNeeds() throws Exception {
        assertThat(outputOf("-cp", classPath(), Program.class.getName()))
                .contains("coroutines need the JVM's option --add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void byTheOption() throws Exception {
        assertThat(outputOf(
                        "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", classPath(), Program.class.getName()))
                .endsWith("a coroutine ran\n");
    }

    @Test
    void byTheManifestOfTheJarThatIsStarted(@TempDir Path folder) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, classPathUris());
        attributes.putValue("Add-Opens", "java.base/java.lang");
        Path jar = folder.resolve("program.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }

        assertThat(outputOf("-jar", jar.toString())).endsWith("a coroutine ran\n");
    }

    @Test
    void byTheAgent() throws Exception {
        assertThat(outputOf(
                        "-javaagent:" + System.getProperty("holter.agent.jar"),
                        "-cp",
                        classPath(),
                        Program.class.getName()))
                .endsWith("a coroutine ran\n")
                .doesNotContain("holter: ");
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String classPathUris() {
        return Stream.of(classPath().split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    private static String outputOf(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
