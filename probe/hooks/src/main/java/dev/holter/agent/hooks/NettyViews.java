package dev.holter.agent.hooks;

import dev.holter.probe.WatchedLoop;
import java.lang.reflect.InvocationTargetException;
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
        protected NettyView computeValue(Class<?> nettyClass) {
            return newView(nettyClass);
        }
    };

    NettyViews(LoopDirectory directory, HookFaults faults) {
        this.directory = directory;
        this.faults = faults;
    }

    /**
     * The view of a copy of Netty.
     *
     * @param anchor a class of its module netty-transport or netty-common
     */
    NettyView of(Class<?> anchor) {
        return views.get(anchor);
    }

    private NettyView newView(Class<?> anchor) {
        Function<Object, Optional<WatchedLoop>> loops = directory::watched;
        Consumer<Throwable> onFault = fault -> faults.failed(Hook.REQUESTS, fault);
        ClassLoader linked = new NettyClassLoader(NettyCopy.of(anchor));
        try {
            return (NettyView) Class.forName(VIEW, true, linked)
                    .getConstructor(Function.class, Consumer.class)
                    .newInstance(loops, onFault);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Netty of " + anchor + " is not one that is known", failed.getCause());
        } catch (ReflectiveOperationException | LinkageError unknown) {
            throw new IllegalStateException("Netty of " + anchor + " is not one that is known", unknown);
        }
    }
}
