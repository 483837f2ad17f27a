package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    void nettyThatIsBeingLoadedMeanwhile_isCaughtUpWith() throws Exception {
        try (HeldLoader service = new HeldLoader("io.netty.util.concurrent.PromiseTask")) {
            CompletableFuture<AutoCloseable> starting = CompletableFuture.supplyAsync(() -> started(service));
            service.awaitHeld(); // its subclass, which is to be hooked, has been read and is not there yet
            try (HookedProcess process = new HookedProcess()) {
                service.letGo();
                try (AutoCloseable server = starting.get(20, TimeUnit.SECONDS)) {
                    runTimer(server);
                    assertThat(process.timersFired()).isZero();
                    process.catchUp();
                    runTimer(server);
                    assertThat(process.timersFired()).isEqualTo(1);
                    process.assertNoFaults();
                }
            }
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

    private static AutoCloseable started(ClassLoader service) {
        try {
            return (AutoCloseable) service.loadClass("dev.holter.agent.hooks.LoadedServer")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void runTimer(AutoCloseable server) throws ReflectiveOperationException {
        Object unused = server.getClass().getMethod("runTimer").invoke(server);
    }

    private static URLClassLoader serviceLoader() throws IOException {
        return new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("netty") || entry.endsWith("test-classes"))
                .filter(entry -> !entry.contains("shaded"))
                .map(ChildLoaderTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** Gives a class only when it is let go, and so holds back the definition of its subclasses. */
    private static final class HeldLoader extends URLClassLoader {
        static {
            registerAsParallelCapable(); // else no other class could be loaded meanwhile
        }

        private final String held;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        HeldLoader(String held) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.held = held;
        }

        void awaitHeld() throws InterruptedException {
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        }

        void letGo() {
            released.countDown();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(held)) {
                reached.countDown();
                awaitRelease();
            }
            return super.findClass(name);
        }

        private void awaitRelease() {
            try {
                assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
