package dev.holter.agent.hooks;

import dev.holter.probe.WatchedLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the view of the Netty that a class belongs to. A view lives as long as the Netty that it is of:
 * nothing here holds it but Netty's own classes. Any thread may call it.
 */
final class NettyViews {
    private static final String VIEW = "dev.holter.agent.hooks.netty.LinkedView";

    private final LoopDirectory directory;
    private final HookFaults faults;

    private final ClassValue<NettyView> views = new ClassValue<>() {
        @Override
        protected NettyView computeValue(Class<?> type) {
            NettyCopy netty = NettyCopy.of(type);
            Class<?> anchor = netty.anchor();
            return type == anchor ? newView(netty) : of(anchor);
        }
    };

    NettyViews(LoopDirectory directory, HookFaults faults) {
        this.directory = directory;
        this.faults = faults;
    }

    /**
     * The view of a copy of Netty: always the same for the same copy.
     *
     * @param type a class of its transport or its event executors, or a subclass of one
     */
    NettyView of(Class<?> type) {
        return views.get(type);
    }

    private NettyView newView(NettyCopy netty) {
        Function<Object, Optional<WatchedLoop>> loops = directory::watched;
        Consumer<Throwable> onFault = faults::channelFailed;
        ClassLoader linked = new NettyClassLoader(netty);
        try {
            return Class.forName(VIEW, true, linked)
                    .asSubclass(NettyView.class)
                    .getConstructor(Function.class, Consumer.class)
                    .newInstance(loops, onFault);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            throw new IllegalStateException(netty + " is none that is known", unknown);
        }
    }
}
