package dev.holter.collector.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibrariesTest {

    @ParameterizedTest
    @CsvSource({
        "io.netty.channel.nio.NioEventLoop, io.netty",
        "io.grpc.netty.shaded.io.netty.channel.SingleThreadIoEventLoop, io.grpc",
        "io.vertx.core.impl.ContextImpl, io.vertx",
        "reactor.core.publisher.MonoFlatMap$FlatMapMain, reactor",
        "reactor.netty.http.server.HttpServerHandle, reactor",
        "org.h2.command.Command, org.h2",
        "java.util.concurrent.FutureTask, java",
        "jdk.internal.misc.Unsafe, jdk",
        "dev.holter.probe.netty.RequestCounter, dev.holter.probe",
        "dev.holter.runtime.EventLoop, dev.holter.runtime",
        "com.github.benmanes.caffeine.cache.BoundedLocalCache, com.github.benmanes.caffeine",
        "groovyjarjarantlr4.v4.runtime.Parser, groovyjarjar",
        "org.xml.sax.helpers.XMLFilterImpl, org.xml.sax",
        "com.acme.shaded.org.json5.Parser, com.acme.shaded"
    })
    void frameOfALibrary_isKnownByItsPackage(String className, String library) {
        assertThat(Libraries.of(className)).hasValue(library);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.acme.Checkout", "javaapp.Main", "App", "io.nettyish.Loop", "com.acme.shadedlamps.Lamp"})
    void frameOfAnUnknownPackage_isTheApplications(String className) {
        assertThat(Libraries.of(className)).isEmpty();
    }

    @Test
    void hiddenClassOfTheApplication_isTheApplications() {
        assertThat(Libraries.of("com.acme.Checkout$$Lambda/0x00007f1c01")).isEmpty();
    }
}
