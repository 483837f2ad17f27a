package dev.holter.agent.hooks;

import java.security.ProtectionDomain;
import java.util.Optional;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the advice into the classes of every copy of Netty, those of a version that is not known apart.
 * Called by whichever thread loads a class, and by the one that installs the hooks.
 */
final class NettyTransformer implements AgentBuilder.Transformer {
    private final HookFaults faults;

    NettyTransformer(HookFaults faults) {
        this.faults = faults;
    }

    /** Whether a class has a hook point, going by its name alone. */
    static ElementMatcher<TypeDescription> classes() {
        return type -> pointsIn(type.getName()).findAny().isPresent();
    }

    @Override
    public DynamicType.Builder<?> transform(
            DynamicType.Builder<?> builder,
            TypeDescription type,
            @Nullable ClassLoader loader,
            @Nullable JavaModule module,
            @Nullable ProtectionDomain domain) {
        Optional<String> prefix = NettyCopy.prefixOf(type.getName());
        if (prefix.isEmpty()) {
            return builder;
        }
        NettyCopy netty = new NettyCopy(loader, prefix.get());
        DynamicType.Builder<?> woven = builder;
        for (HookPoint point : pointsIn(type.getName()).toList()) {
            if (point.shape().fits(netty)) {
                woven = weave(woven, type, point, netty);
            }
        }
        return woven;
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

    private static Stream<HookPoint> pointsIn(String className) {
        return HookPoint.ALL.stream().filter(point -> isNamed(className, point.className()));
    }

    private static boolean isNamed(String className, String relativeName) {
        return className.endsWith(relativeName)
                && NettyCopy.prefixOf(className)
                        .filter(prefix -> prefix.length() + relativeName.length() == className.length())
                        .isPresent();
    }
}
