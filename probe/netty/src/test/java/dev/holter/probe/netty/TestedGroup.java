package dev.holter.probe.netty;

import dev.holter.probe.Loop;
import dev.holter.probe.contract.TestedLoop;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

record TestedGroup(EventLoopGroup group, Loop loop) implements TestedLoop {

    TestedGroup(EventLoopGroup group) {
        this(group, new NettyLoop("http-1", "netty", group.next()));
    }

    @Override
    public void terminate() {
        end(group);
    }

    static void end(EventLoopGroup group) {
        if (!group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly(20, TimeUnit.SECONDS)) {
            throw new AssertionError(group + " does not end");
        }
    }
}
