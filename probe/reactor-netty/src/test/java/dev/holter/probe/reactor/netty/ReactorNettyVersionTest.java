package dev.holter.probe.reactor.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import org.junit.jupiter.api.Test;
import reactor.netty.http.server.HttpServer;

class ReactorNettyVersionTest {
    private final String expected = System.getProperty("expected.reactor-netty.version", "");

    @Test
    void testsRunOnTheReactorNettyThatTheBuildMeans() {
        assertThat(HttpServer.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .contains(expected);
    }

    @Test
    void nettyIsTheOneOfThatReactorNetty() {
        assertThat(Version.identify().values())
                .isNotEmpty()
                .allSatisfy(version -> assertThat(version.artifactVersion())
                        .startsWith(expected.startsWith("1.2.") ? "4.1." : "4.2."));
    }
}
