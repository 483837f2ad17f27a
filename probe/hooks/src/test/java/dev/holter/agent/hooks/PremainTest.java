package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PremainTest {

    @TempDir
    private Path folder;

    @Test
    void serviceThatIsStartedWithTheAgent_isHookedFromItsFirstConnectionOn() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + agentJar(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HookedService.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = service.inputReader(StandardCharsets.US_ASCII)) {
            try (HttpClientSocket client = new HttpClientSocket(Integer.parseInt(told.readLine()))) {
                for (int i = 0; i < 3; i++) {
                    client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                    client.readUntil("orders");
                }
                service.outputWriter().write("3 3\n");
                service.outputWriter().flush();
                assertThat(told.readLine()).isEqualTo("counted 3 of 3");
            }
            service.outputWriter().close();
            assertThat(service.waitFor()).isZero();
        } finally {
            service.destroyForcibly();
        }
    }

    private Path agentJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", HookedService.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
