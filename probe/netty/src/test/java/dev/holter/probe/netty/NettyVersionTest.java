package dev.holter.probe.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.Version;
import org.junit.jupiter.api.Test;

class NettyVersionTest {

    @Test
    void testsRunOnTheNettyThatTheBuildMeans() {
        String expected = System.getProperty("expected.netty.version");

        assertThat(Version.identify())
                .isNotEmpty()
                .allSatisfy((artifact, version) ->
                        assertThat(version.artifactVersion()).as(artifact).isEqualTo(expected));
        assertThat(HttpServerCodec.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .contains(expected);
    }
}
