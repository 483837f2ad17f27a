package dev.holter.agent.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the advice into the classes of every copy of Netty, those of a version that is not known apart.
 * Called by whichever thread loads a class, and by the one that installs the hooks. Uses none of Byte
 * Buddy's own agent, which takes longer to start and prints warnings on new JDKs.
 */
final class NettyTransformer implements ClassFileTransformer {
    private final ByteBuddy byteBuddy = new ByteBuddy().with(TypeValidation.DISABLED);
    private final HookFaults faults;
    private final Map<@Nullable ClassLoader, Set<String>> seen = Collections.synchronizedMap(new WeakHashMap<>());

    NettyTransformer(HookFaults faults) {
        this.faults = faults;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] original) {
        if (internalName == null || !internalName.contains("netty/")) {
            return null;
        }
        String name = internalName.replace('/', '.');
        List<HookPoint> points = HookPoint.in(name);
        if (points.isEmpty()) {
            return null;
        }
        seen.computeIfAbsent(loader, first -> ConcurrentHashMap.newKeySet()).add(name);
        boolean hasEnded = loaded != null && !NettyCopy.givesFile(internalName, loader);
        if (hasEnded) {
            return null;
        }
        try {
            return weave(loader, name, original, points);
        } catch (RuntimeException | LinkageError fault) {
            points.forEach(point -> faults.failed(point.hook(), fault));
            return null;
        }
    }

    /** Whether it was given the class, at whatever time. */
    boolean hasSeen(Class<?> loaded) {
        return seen.getOrDefault(loaded.getClassLoader(), Set.of()).contains(loaded.getName());
    }

    private byte[] weave(@Nullable ClassLoader loader, String name, byte[] original, List<HookPoint> points) {
        NettyCopy netty = new NettyCopy(loader, NettyCopy.prefixOf(name).orElseThrow());
        ClassFileLocator classes = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, original), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = new WovenTypes(classes).describe(name).resolve();
        DynamicType.Builder<?> woven = byteBuddy.decorate(type, classes);
        for (HookPoint point : points) {
            if (point.shape().fits(netty)) {
                woven = weave(woven, type, point, netty);
            }
        }
        try (DynamicType.Unloaded<?> made = woven.make()) {
            return made.getBytes();
        }
    }

    private DynamicType.Builder<?> weave(
            DynamicType.Builder<?> builder, TypeDescription type, HookPoint point, NettyCopy netty) {
        if (!BridgeJar.isSeenBy(netty.loader())) {
            faults.unfit(point.hook(), "the class loader of " + type.getName() + " hides the bootstrap class path");
            return builder;
        }
        Optional<ElementMatcher.Junction<MethodDescription>> methods = point.methods().stream()
                .filter(matcher -> !type.getDeclaredMethods().filter(matcher).isEmpty())
                .findFirst();
        if (methods.isEmpty()) {
            if (point.required()) {
                faults.unfit(point.hook(), type.getName() + " is not as in the versions of Netty that are known");
            }
            return builder;
        }
        return builder.visit(Advice.to(point.advice()).on(methods.get()));
    }
}
