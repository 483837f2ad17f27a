package dev.holter.agent.hooks;

import dev.holter.agent.bridge.NettyEvents;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
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
        instrumentation.addTransformer(installation.transformer, true);
        // After the transformer is there: a Netty that is loaded from now on has hooks before it has channels.
        NettyEvents.listen(new WatchedEvents(loops, faults, isNettyLoaded(instrumentation)));
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

    private static boolean isNettyLoaded(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (NettyCopy.prefixOf(loaded.getName()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** All at once: each time stops all threads of the service. */
    private void transformLoaded(Predicate<Class<?>> wanted) {
        List<Class<?>> hooked = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            String name = loaded.getName();
            if (name.contains("netty.") && !HookPoint.in(name).isEmpty() && wanted.test(loaded)) {
                hooked.add(loaded);
            }
        }
        if (hooked.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(hooked.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError oneRefused) {
            hooked.forEach(this::transform);
        }
    }

    private void transform(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
            faults.failed(HookPoint.in(loaded.getName()).get(0).hook(), refused);
        }
    }
}
