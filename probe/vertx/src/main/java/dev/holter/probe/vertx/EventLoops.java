package dev.holter.probe.vertx;

import io.netty.channel.EventLoopGroup;
import io.vertx.core.Vertx;

/**
 * The event loops of a Vert.x instance. Vert.x 4 tells them in {@link Vertx}; 5 has moved the method,
 * name and all, to an interface that 4 does not have, which is why it is called by reflection.
 */
final class EventLoops {
    private static final String METHOD = "nettyEventLoopGroup";
    private static final String INTERFACE_OF_5 = "io.vertx.core.internal.VertxInternal";

    private EventLoops() {}

    static EventLoopGroup of(Vertx vertx) {
        try {
            return (EventLoopGroup) owner().getMethod(METHOD).invoke(vertx);
        } catch (ReflectiveOperationException | IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "cannot watch " + vertx.getClass().getName() + ": it has no " + METHOD
                            + "(), by which Vert.x 4 and 5 tell their event loops",
                    unknown);
        }
    }

    private static Class<?> owner() {
        try {
            return Class.forName(INTERFACE_OF_5, false, Vertx.class.getClassLoader());
        } catch (ClassNotFoundException isVertx4) {
            return Vertx.class;
        }
    }
}
