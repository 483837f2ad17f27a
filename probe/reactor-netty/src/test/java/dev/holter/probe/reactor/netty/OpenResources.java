package dev.holter.probe.reactor.netty;

import dev.holter.probe.Loop;
import dev.holter.probe.contract.TestedLoop;
import dev.holter.probe.netty.NettyLoop;
import java.time.Duration;
import reactor.netty.resources.LoopResources;

/** Resources with one event loop. */
record OpenResources(LoopResources resources, Loop loop) implements TestedLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static OpenResources open() {
        LoopResources resources = LoopResources.create("reactor", 1, true);
        return new OpenResources(
                resources,
                NettyLoop.named(
                        resources
                                .onServer(LoopResources.DEFAULT_NATIVE)
                                .iterator()
                                .next(),
                        ReactorNettyLoops.KIND,
                        ReactorNettyLoops.KIND));
    }

    @Override
    public void terminate() {
        resources.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
    }
}
