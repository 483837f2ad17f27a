package dev.holter.probe;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A process of its own that loads the probe as part of an application, starts it, waits for its
 * recording, closes it and lets the application go. It exits with 0 where the JVM could unload it. As in a
 * web container, the thread that starts the application has it in an inheritable thread-local and as its context.
 */
final class RedeployedService {
    private static final InheritableThreadLocal<ClassLoader> DEPLOYED = new InheritableThreadLocal<>();

    /** The folder of the recording, which the JVM names once there is one. */
    private static final String REPOSITORY = "jdk.jfr.repository";

    private RedeployedService() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        WeakReference<ClassLoader> application = deployAndUndeploy();
        takeThePlaceOfTheLastRecord();
        boolean unloaded = RecordingSink.await(() -> {
            System.gc();
            return application.refersTo(null);
        });
        System.exit(unloaded ? 0 : 1);
    }

    private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(RedeployedService::url)
                .toArray(URL[]::new);
        try (URLClassLoader application = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            DEPLOYED.set(application);
            Thread.currentThread().setContextClassLoader(application);
            Class<?> probes = application.loadClass(Probe.class.getName());
            Object builder = probes.getMethod("builder", String.class).invoke(null, "shop");
            Object probe = builder.getClass().getMethod("start").invoke(builder);
            RecordingSink.await(() -> System.getProperty(REPOSITORY) != null);
            awaitFlush(); // of the start
            awaitFlush(); // so that what was flushed before has been read
            probes.getMethod("close").invoke(probe);
            return new WeakReference<>(application);
        } finally {
            DEPLOYED.remove();
            Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }

    private static void awaitFlush() {
        long before = recordedBytes();
        if (!RecordingSink.await(() -> recordedBytes() > before)) {
            throw new AssertionError("the JVM has recorded nothing more");
        }
    }

    private static long recordedBytes() {
        File[] chunks = new File(System.getProperty(REPOSITORY)).listFiles();
        return chunks == null
                ? 0
                : Arrays.stream(chunks).mapToLong(File::length).sum();
    }

    /** JDK 17 holds on to the classes for which it last linked the {@code equals} of a record, whoever's that is. */
    private static void takeThePlaceOfTheLastRecord() {
        record Last(Thread.State state) {}
        if (!new Last(Thread.State.NEW).equals(new Last(Thread.State.NEW))) {
            throw new AssertionError("a record that does not equal its like");
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException notAPath) {
            throw new IllegalArgumentException(path, notAPath);
        }
    }
}
