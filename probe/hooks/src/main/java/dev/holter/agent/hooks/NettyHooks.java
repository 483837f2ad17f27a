package dev.holter.agent.hooks;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * Hooks in the Netty of a service, for the loops that are watched: requests of HTTP/1.1, HTTP/2 and gRPC
 * servers are counted, callbacks are timed, and so is the lateness of timers. Any copy of Netty 4.1 or
 * 4.2 in any class loader is hooked, relocated or not, whether it is loaded already or will be.
 *
 * <p>Connections that were open before are counted where their event loop can list them: that of Netty
 * 4.1 can, that of a 4.2 {@code MultiThreadIoEventLoopGroup} cannot. Not covered: channel events on
 * transports other than NIO and epoll, whose tasks are timed all the same; HTTP codecs in another class
 * loader than Netty's transport; HTTP/3. A timer is late by what it waited in its loop's queue, too; for
 * that it reads the clock once more than without hooks.
 */
public final class NettyHooks implements AutoCloseable {
    private final Installation installation;

    private NettyHooks(Installation installation) {
        this.installation = installation;
    }

    /**
     * Installs the hooks. Takes some tenths of a second. The instrumented methods run while it works, and
     * become hooked one class after another.
     *
     * @param loops which event loops are watched
     * @param onFault told of the first fault of each hook, as a {@link HookFault}: it is off then, and the
     *     others are not; and of each channel whose requests are no longer counted. On any thread, event
     *     loops among them, so it must not block
     * @throws IllegalStateException where this process cannot have hooks
     */
    public static NettyHooks install(
            Instrumentation instrumentation, LoopDirectory loops, Consumer<Throwable> onFault) {
        if (!instrumentation.isRetransformClassesSupported()) {
            throw new IllegalStateException(
                    "the agent may not change classes: its manifest lacks Can-Retransform-Classes: true");
        }
        BridgeJar.append(instrumentation);
        // No class that knows the bridge may be linked before the line above.
        return new NettyHooks(Installation.install(instrumentation, loops, new HookFaults(onFault)));
    }

    /**
     * Hooks those classes that were being loaded while the hooks were installed, and were missed: neither
     * could they be changed on their way in, nor was the JVM telling of them yet. To be called a few times
     * in the seconds after the installation, where Netty may just be starting. Looks through all classes.
     */
    public void catchUp() {
        installation.catchUp();
    }

    /**
     * Takes the hooks out of all classes. What is in flight then is given up as its channel closes. Listeners to HTTP/2
     * connections go on counting, and so do handlers behind codecs that run on another executor than their event loop,
     * until their channels close or hooks are installed anew.
     */
    @Override
    public void close() {
        installation.remove();
    }
}
