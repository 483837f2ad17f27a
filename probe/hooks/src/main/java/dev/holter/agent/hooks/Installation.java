package dev.holter.agent.hooks;

import dev.holter.agent.bridge.NettyEvents;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

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

    /** Returns what undoes it. */
    static Runnable install(Instrumentation instrumentation, LoopDirectory loops, HookFaults faults) {
        Installation installation = new Installation(instrumentation, faults);
        NettyEvents.listen(new WatchedEvents(loops, faults));
        instrumentation.addTransformer(installation.transformer, true);
        installation.transformLoaded();
        return installation::remove;
    }

    private void remove() {
        NettyEvents.stopListening();
        instrumentation.removeTransformer(transformer);
        transformLoaded();
    }

    private void transformLoaded() {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            HookPoint.in(loaded.getName()).stream().findFirst().ifPresent(point -> transform(loaded, point.hook()));
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
