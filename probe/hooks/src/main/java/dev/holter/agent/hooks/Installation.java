package dev.holter.agent.hooks;

import dev.holter.agent.bridge.NettyEvents;
import java.lang.instrument.Instrumentation;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Puts the transformer and the listener in their places. May be linked only after the bridge is in its own. */
final class Installation {

    private Installation() {}

    /** Returns what undoes it. */
    static Runnable install(Instrumentation instrumentation, LoopDirectory loops, HookFaults faults) {
        NettyEvents.listen(new WatchedEvents(loops, faults));
        ResettableClassFileTransformer transformer = new AgentBuilder.Default(
                        new ByteBuddy().with(TypeValidation.DISABLED))
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with(new ErrorListener(faults))
                .ignore(ElementMatchers.none())
                .type(NettyTransformer.classes())
                .transform(new NettyTransformer(faults))
                .installOn(instrumentation);
        return () -> {
            NettyEvents.stopListening();
            transformer.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION);
        };
    }

    private static final class ErrorListener extends AgentBuilder.Listener.Adapter {
        private final HookFaults faults;

        ErrorListener(HookFaults faults) {
            this.faults = faults;
        }

        @Override
        public void onError(
                String className,
                @Nullable ClassLoader loader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable fault) {
            HookPoint.ALL.stream()
                    .filter(point -> className.endsWith(point.className()))
                    .forEach(point -> faults.failed(point.hook(), fault));
        }
    }
}
