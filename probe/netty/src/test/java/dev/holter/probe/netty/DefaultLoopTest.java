package dev.holter.probe.netty;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import io.netty.channel.DefaultEventLoopGroup;

class DefaultLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedGroup(new DefaultEventLoopGroup(1));
    }

    @Override
    protected String expectedKind() {
        return "netty";
    }
}
