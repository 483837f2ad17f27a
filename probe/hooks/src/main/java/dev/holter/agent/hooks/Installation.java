package dev.holter.agent.hooks;

import dev.holter.agent.bridge.NettyEvents;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.function.Predicate;

/** Puts the transformer and the listener in their places. May be linked only after the bridge is in its own. */
final class Installation {
    private final Instrumentation instrumentation;
    private final HookFaults faults;
    private final NettyTransformer transformer;

    private Installation(Instrumentation instrumentation, HookFaults faults) {
        this.instrumentation = instrumentation;
        this.faults = faults;
        this.transformer = new NettyTransformer(faults);
    }

    static Installation install(Instrumentation instrumentation, LoopDirectory loops, HookFaults faults) {
        Installation installation = new Installation(instrumentation, faults);
        NettyEvents.listen(new WatchedEvents(loops, faults));
        instrumentation.addTransformer(installation.transformer, true);
        installation.catchUp();
        return installation;
    }

    /** Weaves the advice into the classes that are loaded and that the transformer was not given when they were. */
    void catchUp() {
        transformLoaded(loaded -> !transformer.hasSeen(loaded));
    }

    void remove() {
        NettyEvents.stopListening();
        instrumentation.removeTransformer(transformer);
        transformLoaded(loaded -> true);
    }

    private void transformLoaded(Predicate<Class<?>> wanted) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().contains("netty.")) {
                HookPoint.in(loaded.getName()).stream()
                        .findFirst()
                        .filter(point -> wanted.test(loaded))
                        .ifPresent(point -> transform(loaded, point.hook()));
            }
        }
    }

    private void transform(Class<?> loaded, Hook hook) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
            faults.failed(hook, refused);
        }
    }
}
