package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holter.probe.stream.TestCollector.Manner;
import dev.holter.wire.v1.ConnectRequest;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A container loads an application with the shipped jar in a class loader of its own, and drops it
 * again: nothing of the probe may hold on to the loader, neither on the container's loop nor in the JDK.
 */
@Timeout(300)
class RedeploymentIT {
    private static final int ROUNDS = 20;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final InheritableThreadLocal<ClassLoader> DEPLOYED = new InheritableThreadLocal<>();

    private final ExecutorService containersLoop = Executors.newSingleThreadExecutor();

    @AfterEach
    void endTheContainer() {
        containersLoop.shutdownNow();
    }

    /** Else the loop's thread would be started by the first application, and be the container's own leak. */
    @BeforeEach
    void startTheLoop() throws Exception {
        containersLoop.submit(() -> {}).get();
    }

    @Test
    void applicationThatIsRedeployed_leavesNoClassLoaderBehind() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (TestCollector collector = TestCollector.start(Manner.ACKNOWLEDGES)) {
            for (int round = 0; round < ROUNDS; round++) {
                loaders.add(deployOnce(collector));
            }
        }
        takeThePlaceOfTheLastRecord();
        awaitTheirEnd(loaders);
    }

    private WeakReference<ClassLoader> deployOnce(TestCollector collector) throws Exception {
        ClassLoader containers = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = newLoader()) {
            Thread.currentThread().setContextClassLoader(loader);
            DEPLOYED.set(loader);
            AutoCloseable application = deploy(loader, "127.0.0.1:" + collector.port());
            collector.next(RedeploymentIT::hasHeartbeats);
            containersLoop.submit(RedeploymentIT::block).get();
            collector.next(RedeploymentIT::isEndOfAnIncident);
            application.close();
            return new WeakReference<>(loader);
        } finally {
            DEPLOYED.remove();
            Thread.currentThread().setContextClassLoader(containers);
        }
    }

    @SuppressWarnings("unchecked")
    private AutoCloseable deploy(ClassLoader loader, String collector) throws ReflectiveOperationException {
        var application = (BiFunction<String, ExecutorService, AutoCloseable>)
                loader.loadClass("com.example.WebApplication").getConstructor().newInstance();
        assertThat(application.getClass().getClassLoader()).isSameAs(loader);
        return application.apply(collector, containersLoop);
    }

    private static URLClassLoader newLoader() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path entry : ShippedClassPath.entries()) {
            urls.add(entry.toUri().toURL());
        }
        return new URLClassLoader("application", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static boolean hasHeartbeats(ConnectRequest request) {
        return request.getState().getLoopsList().stream().anyMatch(loop -> loop.getHeartbeats() > 0);
    }

    private static boolean isEndOfAnIncident(ConnectRequest request) {
        return request.hasIncident() && !request.getIncident().getOpen();
    }

    private static Void block() throws InterruptedException {
        Thread.sleep(300);
        return null;
    }

    /** JDK 17 holds on to the classes for which it last linked the {@code equals} of a record, whoever's that is. */
    private static void takeThePlaceOfTheLastRecord() {
        record Last(Mark mark) {}
        assertThat(new Last(Mark.ONE)).isEqualTo(new Last(Mark.ONE));
    }

    private enum Mark {
        ONE
    }

    private static void awaitTheirEnd(List<WeakReference<ClassLoader>> loaders) {
        long startNanos = System.nanoTime();
        while (left(loaders) > 0) {
            assertThat(System.nanoTime() - startNanos)
                    .as("%d of %d class loaders are still there", left(loaders), loaders.size())
                    .isLessThan(PATIENCE_NANOS);
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> !loader.refersTo(null)).count();
    }
}
