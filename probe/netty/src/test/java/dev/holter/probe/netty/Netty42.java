package dev.holter.probe.netty;

import io.netty.channel.EventLoopGroup;

/** What only Netty 4.2 has, for tests that are compiled against 4.1. */
final class Netty42 {
    private Netty42() {}

    /** A MultiThreadIoEventLoopGroup on NIO. */
    static EventLoopGroup ioGroup(int loops) {
        try {
            Object factory = Class.forName("io.netty.channel.nio.NioIoHandler")
                    .getMethod("newFactory")
                    .invoke(null);
            Class<?> factoryType = Class.forName("io.netty.channel.IoHandlerFactory");
            return Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                    .asSubclass(EventLoopGroup.class)
                    .getConstructor(int.class, factoryType)
                    .newInstance(loops, factory);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("not on Netty 4.2", e);
        }
    }
}
