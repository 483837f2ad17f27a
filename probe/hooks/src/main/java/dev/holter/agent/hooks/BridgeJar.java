package dev.holter.agent.hooks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bridge on the bootstrap class path, where the Netty of every class loader sees it. Must be
 * called before any class of the bridge is loaded.
 */
final class BridgeJar {
    private static final String BRIDGE = "dev.holter.agent.bridge.NettyEvents";
    private static final List<String> CLASSES =
            List.of(BRIDGE, BRIDGE + "$Unheard", "dev.holter.agent.bridge.LoopThread");

    private BridgeJar() {}

    /**
     * Appends the bridge, where that has not been done.
     *
     * @throws IllegalStateException where there is no folder for temporary files, or where the bridge was
     *     loaded from elsewhere before
     */
    static void append(Instrumentation instrumentation) {
        if (!isSeenBy(null)) {
            try {
                Path jar = write();
                try (JarFile opened = new JarFile(jar.toFile())) {
                    instrumentation.appendToBootstrapClassLoaderSearch(opened);
                    for (String name : CLASSES) {
                        isSeenBy(name, null); // loads it
                    }
                } finally {
                    delete(jar.toFile());
                }
            } catch (IOException unwritable) {
                throw new IllegalStateException("no temporary file could be written", unwritable);
            }
        }
        if (!isSeenBy(BridgeJar.class.getClassLoader())) {
            throw new IllegalStateException(
                    "the agent's class loader has a bridge of its own: it must ask its parent first");
        }
    }

    /** A service that is killed deletes nothing, so it is deleted now where the system lets a file be that is open. */
    private static void delete(File jar) {
        if (!jar.delete()) {
            jar.deleteOnExit();
        }
    }

    /** Whether code in the given class loader calls the bridge of the bootstrap class path. */
    static boolean isSeenBy(@Nullable ClassLoader loader) {
        return isSeenBy(BRIDGE, loader);
    }

    private static boolean isSeenBy(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader).getClassLoader() == null;
        } catch (ClassNotFoundException | LinkageError unseen) {
            return false;
        }
    }

    private static Path write() throws IOException {
        Path jar = Files.createTempFile("holter-bridge", ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                String file = name.replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(file));
                try (InputStream in = BridgeJar.class.getResourceAsStream("/" + file)) {
                    if (in == null) {
                        throw new IOException("the agent has no " + file);
                    }
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}
