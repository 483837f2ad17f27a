package dev.holter.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the service has a Netty, whichever, by the class of its event executors: before that there is nothing
 * to hook, and a service without Netty is to pay for no hooks. It changes no class.
 */
final class NettyNotice implements ClassFileTransformer {
    private static final String EXECUTOR = "netty/util/concurrent/SingleThreadEventExecutor";

    private final Instrumentation instrumentation;
    private volatile boolean noticed;

    /** Makes one that looks out from {@link #begin} on. */
    NettyNotice(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    void begin() {
        instrumentation.addTransformer(this);
    }

    void end() {
        instrumentation.removeTransformer(this);
    }

    /** Whether the class has come since it looks out. */
    boolean hasNoticed() {
        return noticed;
    }

    /** Whether the class is there. Looks through all classes of the process. */
    boolean isLoaded() {
        String loaded = EXECUTOR.replace('/', '.');
        return Arrays.stream(instrumentation.getAllLoadedClasses())
                .anyMatch(type -> type.getName().endsWith(loaded));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (className != null && className.endsWith(EXECUTOR)) {
            noticed = true; // wakes nobody: who hooked right now would miss the class, which is not defined yet
        }
        return null;
    }
}
