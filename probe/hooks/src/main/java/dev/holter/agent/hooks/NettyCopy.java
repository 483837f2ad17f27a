package dev.holter.agent.hooks;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One copy of Netty in the process.
 *
 * @param loader the class loader of its transport; null for the bootstrap class loader
 * @param prefix what its class names begin with: {@code io.netty.}, or longer where it was relocated
 */
record NettyCopy(@Nullable ClassLoader loader, String prefix) {
    static final String ORIGINAL_PREFIX = "io.netty.";

    private static final List<String> PACKAGES =
            List.of("netty.channel.", "netty.util.concurrent.", "netty.handler.codec.");

    /** The copy that has the given class, or its nearest superclass that is Netty's, in its transport. */
    static NettyCopy of(Class<?> subclass) {
        for (Class<?> type = subclass; type != null; type = type.getSuperclass()) {
            Optional<String> prefix = prefixOf(type.getName());
            if (prefix.isPresent()) {
                return new NettyCopy(type.getClassLoader(), prefix.get());
            }
        }
        throw new IllegalArgumentException(subclass + " is none of Netty's");
    }

    /** The class by which the copy is known. */
    Class<?> anchor() {
        try {
            return Class.forName(prefix + "channel.Channel", false, loader);
        } catch (ClassNotFoundException incomplete) {
            throw new IllegalStateException(this + " has no channels", incomplete);
        }
    }

    /** Whether a class of the copy is there, by its name without the prefix. */
    boolean has(String relativeName) {
        return givesFile((prefix + relativeName).replace('.', '/'), loader);
    }

    /** Whether a class loader gives the file of a class: one that was closed, with its service, does not. */
    static boolean givesFile(String internalName, @Nullable ClassLoader loader) {
        String file = internalName + ".class";
        return (loader == null ? ClassLoader.getSystemResource(file) : loader.getResource(file)) != null;
    }

    /** What the name of a class of Netty's transport, executors or codecs begins with; empty for another. */
    static Optional<String> prefixOf(String className) {
        for (String part : PACKAGES) {
            int at = className.indexOf(part);
            if (at == 0 || (at > 0 && className.charAt(at - 1) == '.')) {
                return Optional.of(className.substring(0, at + "netty.".length()));
            }
        }
        return Optional.empty();
    }
}
