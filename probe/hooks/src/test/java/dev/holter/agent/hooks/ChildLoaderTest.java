package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service whose Netty the application class loader does not have, as in a web container or an executable jar. */
@Timeout(60)
class ChildLoaderTest {

    @Test
    void nettyInALoaderOfItsOwn_isHooked() throws Exception {
        try (HookedProcess process = new HookedProcess();
                URLClassLoader service = serviceLoader();
                AutoCloseable server = (AutoCloseable) service.loadClass("dev.holter.agent.hooks.LoadedServer")
                        .getConstructor()
                        .newInstance()) {
            assertThat(server.getClass().getClassLoader()).isSameAs(service);
            try (HttpClientSocket client = new HttpClientSocket(Integer.parseInt(server.toString()))) {
                for (int i = 0; i < 4; i++) {
                    client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                    client.readUntil("orders");
                }
            }
            process.awaitRequests(4, 4);
        }
    }

    @Test
    void loaderThatIsClosed_isNoFault() throws Exception {
        try (URLClassLoader service = serviceLoader()) {
            AutoCloseable server = (AutoCloseable) service.loadClass("dev.holter.agent.hooks.LoadedServer")
                    .getConstructor()
                    .newInstance();
            server.close();
        }
        try (HookedProcess process = new HookedProcess()) {
            process.assertNoFaults();
        }
    }

    private static URLClassLoader serviceLoader() throws IOException {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("netty") || entry.endsWith("test-classes"))
                .filter(entry -> !entry.contains("shaded"))
                .map(ChildLoaderTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
