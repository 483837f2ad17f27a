package dev.holter.probe.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class VertxVersionTest {
    private final String expected = System.getProperty("expected.vertx.version", "");

    @Test
    void testsRunOnTheVertxThatTheBuildMeans() {
        assertThat(Vertx.class.getProtectionDomain().getCodeSource().getLocation())
                .asString()
                .contains(expected);
    }

    @Test
    void nettyIsTheOneOfThatVertx() {
        assertThat(Version.identify().values())
                .isNotEmpty()
                .allSatisfy(version ->
                        assertThat(version.artifactVersion()).startsWith(expected.startsWith("4.") ? "4.1." : "4.2."));
    }
}
