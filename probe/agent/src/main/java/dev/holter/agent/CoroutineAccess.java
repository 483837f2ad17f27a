package dev.holter.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens {@code java.lang} to Holter's own event loop, where the service uses it, so that the service needs no {@code
 * --add-opens}. That is known when the class is loaded that makes coroutines, and not before; the class stays as it is.
 */
public final class CoroutineAccess implements ClassFileTransformer {
    private static final String MAKES_COROUTINES = "dev/holter/runtime/CoroutineThreads";

    private final Instrumentation instrumentation;

    private CoroutineAccess(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** From now on. Called by {@code HolterAgent}, by name, before the service's main method. */
    public static void grant(Instrumentation instrumentation) {
        instrumentation.addTransformer(new CoroutineAccess(instrumentation));
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (MAKES_COROUTINES.equals(className)) {
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of("java.lang", Set.of(module)),
                    Set.of(),
                    Map.of());
        }
        return null;
    }
}
