package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.netty.NettyLoops;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HealthCheckCulpritTest {
    private static final Duration FREEZE = Duration.ofMillis(800);

    private final RecordingSink sink = new RecordingSink();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLines lines =
            new EventLines(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final CountDownLatch diagnosed = new CountDownLatch(1);
    private HttpServer upstream;
    private Probe probe;

    @BeforeEach
    void open() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            try (exchange) {
                diagnosed.await();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        upstream.start();
        probe = Probe.builder("checkout").sink(sink).start();
        NettyLoops.watch(probe, "http", loop);
        sink.awaitLoop("http-1", "heartbeats", one -> one.heartbeats() > 2);
    }

    @AfterEach
    void close() {
        diagnosed.countDown();
        probe.close();
        upstream.stop(0);
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        lines.close();
    }

    @ParameterizedTest
    @CsvSource({"SOCKET, askUpstream", "SLEEP, pause", "LOCK, readInventory", "CPU, sign"})
    void eachMistake_hasItsMethodAsCulpritAndItsCause(FreezeCause mistake, String method) {
        HealthCheck check = new HealthCheck(
                Optional.of(
                        URI.create("http://127.0.0.1:" + upstream.getAddress().getPort() + "/")),
                lines);
        var frozen = loop.submit(() -> check.freeze(mistake, FREEZE, "http-1"));

        Incident open = sink.awaitIncident(
                mistake + " in " + method, one -> one.open() && one.cause() == Cause.valueOf(mistake.name()));
        diagnosed.countDown();
        assertCulprit(open, method);

        assertThat(frozen.awaitUninterruptibly().isSuccess()).isTrue();
        Incident ended = sink.awaitIncident("an end", one -> !one.open());
        assertThat(ended.cause()).isEqualTo(open.cause());
        assertCulprit(ended, method);
    }

    private static void assertCulprit(Incident incident, String method) {
        StackTraceElement culprit = incident.culprit().orElseThrow();
        assertThat(culprit.getClassName()).isEqualTo(HealthCheck.class.getName());
        assertThat(culprit.getMethodName()).isEqualTo(method);
    }
}
