package dev.holter.probe.reactor.netty;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;

class ReactorNettyLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return OpenResources.open();
    }

    @Override
    protected String expectedKind() {
        return "reactor-netty";
    }
}
