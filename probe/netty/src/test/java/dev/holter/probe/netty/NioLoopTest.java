package dev.holter.probe.netty;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import io.netty.channel.nio.NioEventLoopGroup;

class NioLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedGroup(new NioEventLoopGroup(1));
    }

    @Override
    protected String expectedKind() {
        return "netty";
    }
}
