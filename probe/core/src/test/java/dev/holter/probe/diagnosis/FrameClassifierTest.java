package dev.holter.probe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameClassifierTest {
    private final FrameClassifier byDefault = new FrameClassifier(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Thread",
                "javax.net.ssl.SSLSocket",
                "jdk.internal.misc.Unsafe",
                "sun.nio.ch.Net",
                "com.sun.management.X"
            })
    void jdkFrames_areNobodysFault(String className) {
        assertThat(byDefault.isJdk(frame(className))).isTrue();
        assertThat(byDefault.isApplication(frame(className))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.nio.NioEventLoop",
                "org.springframework.web.Dispatcher",
                "reactor.core.Flux",
                "dev.holter.probe.watch.Heartbeat"
            })
    void libraryFrames_areNotTheApplications(String className) {
        assertThat(byDefault.isJdk(frame(className))).isFalse();
        assertThat(byDefault.isApplication(frame(className))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.Orders", "Main", "javafx.Orders", "ionetty.Orders", "dev.holter.demo.Service"})
    void everythingElse_isTheApplications(String className) {
        assertThat(byDefault.isApplication(frame(className))).isTrue();
    }

    @Test
    void applicationPackages_excludeEverythingElse() {
        FrameClassifier classifier = new FrameClassifier(List.of("com.example."), List.of());

        assertThat(classifier.isApplication(frame("com.example.Orders"))).isTrue();
        assertThat(classifier.isApplication(frame("com.other.Orders"))).isFalse();
    }

    @Test
    void applicationPackage_winsOverALibrarys() {
        FrameClassifier classifier =
                new FrameClassifier(List.of("io.netty.example.", "com.acme.lib.app."), List.of("com.acme.lib."));

        assertThat(classifier.isApplication(frame("io.netty.example.Echo"))).isTrue();
        assertThat(classifier.isApplication(frame("io.netty.channel.Channel"))).isFalse();
        assertThat(classifier.isApplication(frame("com.acme.lib.app.Main"))).isTrue();
    }

    @Test
    void libraryPackages_areAddedToTheBuiltInOnes() {
        FrameClassifier classifier = new FrameClassifier(List.of(), List.of("com.acme.lib."));

        assertThat(classifier.isApplication(frame("com.acme.lib.Pool"))).isFalse();
        assertThat(classifier.isApplication(frame("io.netty.channel.Channel"))).isFalse();
        assertThat(classifier.isApplication(frame("com.acme.Main"))).isTrue();
    }

    @Test
    void culprit_isTheInnermostApplicationFrame() {
        StackTraceElement inner = frame("com.example.Repository");
        List<StackTraceElement> frames =
                List.of(frame("java.net.Socket"), frame("org.postgresql.Driver"), inner, frame("com.example.Handler"));

        assertThat(byDefault.culprit(frames)).containsSame(inner);
        assertThat(byDefault.culprit(frames.subList(0, 2))).isEmpty();
    }

    private static StackTraceElement frame(String className) {
        return new StackTraceElement(className, "run", "File.java", 7);
    }
}
