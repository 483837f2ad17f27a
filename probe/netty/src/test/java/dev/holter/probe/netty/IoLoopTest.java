package dev.holter.probe.netty;

import dev.holter.probe.contract.LoopContract;
import dev.holter.probe.contract.TestedLoop;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The event loops of Netty 4.2, which 4.1 does not have. */
@EnabledIfSystemProperty(named = "expected.netty.version", matches = "4\\.2\\..*")
class IoLoopTest extends LoopContract {

    @Override
    protected TestedLoop openLoop() {
        return new TestedGroup(Netty42.ioGroup(1));
    }

    @Override
    protected String expectedKind() {
        return "netty";
    }
}
