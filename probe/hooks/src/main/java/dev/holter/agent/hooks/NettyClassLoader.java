package dev.holter.agent.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Defines those classes of the hooks that are compiled against Netty once more, as a child of one copy of
 * Netty, so that they are linked to that. Where the copy was relocated, its names are put in their
 * place. All other classes of Holter are the agent's own.
 */
final class NettyClassLoader extends ClassLoader {
    private static final List<String> LINKED = List.of("dev.holter.agent.hooks.netty.", "dev.holter.probe.netty.");
    private static final String OURS = "dev.holter.";

    static {
        registerAsParallelCapable();
    }

    private final String prefix;

    NettyClassLoader(NettyCopy netty) {
        super("holter-netty", netty.loader());
        this.prefix = netty.prefix();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        if (LINKED.stream().noneMatch(name::startsWith)) {
            return Class.forName(name, false, NettyClassLoader.class.getClassLoader());
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] original = bytesOf(name);
        byte[] linked = prefix.equals(NettyCopy.ORIGINAL_PREFIX) ? original : relocated(original);
        return defineClass(name, linked, 0, linked.length);
    }

    private static byte[] bytesOf(String name) throws ClassNotFoundException {
        String file = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = NettyClassLoader.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] relocated(byte[] original) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(original).accept(new ClassRemapper(writer, new Relocation(prefix)), 0);
        return writer.toByteArray();
    }

    private static final class Relocation extends Remapper {
        private final String from = NettyCopy.ORIGINAL_PREFIX.replace('.', '/');
        private final String to;

        Relocation(String prefix) {
            super(Opcodes.ASM9);
            this.to = prefix.replace('.', '/');
        }

        @Override
        public String map(String internalName) {
            return internalName.startsWith(from) ? to + internalName.substring(from.length()) : internalName;
        }
    }
}
