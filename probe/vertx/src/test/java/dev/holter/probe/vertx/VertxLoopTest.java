package dev.holter.probe.vertx;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;

class VertxLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return OpenVertx.open();
    }

    @Override
    protected String expectedKind() {
        return "vertx";
    }
}
