package dev.holter.benchmarks.idle;

import dev.holter.probe.Probe;
import dev.holter.probe.netty.NettyLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A group of Netty 4.2 that waits in its selectors, without channels. */
final class IdleNetty implements IdleLoops {
    private final EventLoopGroup group;

    IdleNetty(int count) {
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory factory = task -> new Thread(task, CpuReading.LOOP_PREFIX + threads.getAndIncrement());
        group = new MultiThreadIoEventLoopGroup(count, factory, NioIoHandler.newFactory());
        group.forEach(loop -> loop.execute(() -> {}));
    }

    /** The watch ends with the probe. */
    @Override
    public void watchBy(Probe probe) {
        NettyLoops.watch(probe, "loop", group);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
