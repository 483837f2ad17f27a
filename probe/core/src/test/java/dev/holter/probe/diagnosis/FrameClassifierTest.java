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
                "io.grpc.netty.shaded.io.netty.channel.epoll.EpollEventLoop",
                "io.vertx.core.impl.ContextImpl",
                "kotlinx.coroutines.DispatchedTask",
                "scala.concurrent.Future",
                "groovyjarjarantlr4.v4.runtime.Parser",
                "org.springframework.web.Dispatcher",
                "org.h2.jdbc.JdbcStatement",
                "com.zaxxer.hikari.pool.HikariPool",
                "org.postgresql.core.v3.QueryExecutorImpl",
                "com.mysql.cj.jdbc.StatementImpl",
                "oracle.jdbc.driver.T4CStatement",
                "ch.qos.logback.core.OutputStreamAppender",
                "org.apache.logging.log4j.core.Logger",
                "com.fasterxml.jackson.databind.ObjectMapper",
                "net.logstash.logback.appender.AsyncDisruptorAppender",
                "com.google.cloud.storage.StorageImpl",
                "org.eclipse.persistence.internal.sessions.AbstractSession",
                "org.jctools.queues.MpscArrayQueue",
                "io.fabric8.kubernetes.client.dsl.internal.OperationSupport",
                "io.opentelemetry.javaagent.shaded.instrumentation.netty.v4_1.Handler",
                "com.newrelic.agent.Transaction",
                "com.acme.shaded.io.netty.channel.nio.NioEventLoop",
                "com.acme.relocated.org.json.JSONObject",
                "reactor.core.Flux",
                "dev.holter.agent.shaded.Advice",
                "dev.holter.probe.watch.Heartbeat"
            })
    void libraryFrames_areNotTheApplications(String className) {
        assertThat(byDefault.isJdk(frame(className))).isFalse();
        assertThat(byDefault.isApplication(frame(className))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Orders",
                "Main",
                "javafx.Orders",
                "ionetty.Orders",
                "com.example.Orders$Line",
                "com.example.Orders$$anonfun$total$1",
                "com.example.OrdersKt$main$1",
                "com.example.sharded.Orders",
                "dev.holter.demo.Service"
            })
    void everythingElse_isTheApplications(String className) {
        assertThat(byDefault.isApplication(frame(className))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Orders$$Lambda$16/0x00007fe5ac000c08",
                "com.example.Orders$$Lambda/0x00007fe5ac000c08",
                "com.example.Orders$$SpringCGLIB$$0",
                "com.example.Orders$$EnhancerBySpringCGLIB$$1a2b3c",
                "com.example.Orders$$FastClassBySpringCGLIB$$1a2b3c",
                "com.example.Orders$ByteBuddy$Fz81",
                "com.example.Orders$HibernateProxy$Fz81",
                "com.example.Orders_ClientProxy",
                "com.example.Orders_Subclass",
                "com.example.Orders$AjcClosure1",
                "com.example.$Proxy12",
                "com.example.Orders$Proxy$_$$_WeldClientProxy",
                "jdk.proxy2.$Proxy12"
            })
    void generatedClass_isNobodysCode(String className) {
        FrameClassifier named = new FrameClassifier(List.of("com.example."), List.of());

        assertThat(byDefault.isApplication(frame(className))).isFalse();
        assertThat(named.isApplication(frame(className))).isFalse();
        assertThat(byDefault.isApplication(new StackTraceElement("com.example.Orders", "total", "<generated>", -1)))
                .isFalse();
    }

    @Test
    void culprit_hasALineToShowWhereTheApplicationCallsItsOwnNativeCode() {
        StackTraceElement call = new StackTraceElement("com.example.Lib", "call", "Lib.java", -2);
        StackTraceElement caller = frame("com.example.Handler");

        assertThat(byDefault.culprit(List.of(call, caller))).containsSame(caller);
        assertThat(byDefault.culprit(List.of(call, frame("io.netty.X")))).containsSame(call);
    }

    @Test
    void frameBelowAMountedVirtualThread_isNotTheCulprit() {
        StackTraceElement mounted = new StackTraceElement("jdk.internal.vm.Continuation", "run", "C.java", 1);

        assertThat(byDefault.culprit(List.of(mounted, frame("com.example.Loop"))))
                .isEmpty();
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
