package dev.holter.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2FrameCodec;
import org.junit.jupiter.api.Test;

class NettyVersionTest {

    @Test
    void testsRunOnTheNettyThatTheBuildMeans() {
        String expected = System.getProperty("expected.netty.version");

        assertThat(Http2FrameCodec.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .contains(expected);
    }
}
