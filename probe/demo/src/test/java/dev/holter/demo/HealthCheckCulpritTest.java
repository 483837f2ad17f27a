package dev.holter.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.holter.probe.Probe;
import dev.holter.probe.contract.RecordingSink;
import dev.holter.probe.netty.NettyLoops;
import dev.holter.probe.report.Cause;
import dev.holter.probe.report.Incident;
import dev.holter.probe.report.StackSample;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HealthCheckCulpritTest {
    private static final Duration FREEZE = Duration.ofMillis(800);
    private static final int MOST_FREEZES = 12;

    private final RecordingSink sink = new RecordingSink();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLines lines =
            new EventLines(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private HttpServer upstream;
    private Probe probe;

    @BeforeEach
    void open() throws IOException {
        upstream = openUpstream();
        probe = Probe.builder("checkout")
                .reportInterval(Duration.ofMillis(20))
                .sink(sink)
                .start();
        NettyLoops.watch(probe, "http", loop);
        sink.awaitLoop("http-1", "heartbeats", one -> one.heartbeats() > 2);
    }

    @AfterEach
    void close() {
        probe.close();
        upstream.stop(0);
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        lines.close();
    }

    @ParameterizedTest
    @CsvSource({"SOCKET, askUpstream", "SLEEP, pause", "LOCK, readInventory"})
    void blockingMistake_hasItsMethodAsCulpritAndItsCause(FreezeCause mistake, String method) {
        Cause cause = Cause.valueOf(mistake.name());

        Incident incident = freezeUntilFound(mistake, one -> one.cause() == cause);

        assertThat(incident.culprit()).hasValueSatisfying(culprit -> assertIsOf(method, culprit));
    }

    @Test
    void computingMistake_isOnTheStacksAndIsTheCulpritWhereItHadAProcessor() {
        Incident incident =
                freezeUntilFound(FreezeCause.CPU, one -> one.samples().size() >= 3);

        StackSample sample = incident.samples().get(1);
        assertThat(sample.frames().stream()
                        .filter(frame -> frame.getClassName().startsWith("dev.holter.demo."))
                        .findFirst())
                .hasValueSatisfying(frame -> assertIsOf("sign", frame));
        assumeTrue(incident.cpuRatio().orElse(0) > 0.75, "the machine gave the loop too little CPU");
        assertThat(incident.cause()).isEqualTo(Cause.CPU);
        assertThat(incident.culprit()).hasValueSatisfying(culprit -> assertIsOf("sign", culprit));
    }

    /**
     * Again and again, because a machine that is short of processors starves the process, and that is the
     * cause then. It may stop the loop for a moment in other places as well.
     */
    private Incident freezeUntilFound(FreezeCause mistake, Predicate<Incident> condition) {
        HealthCheck check = new HealthCheck(Optional.of(uriOf(upstream)), lines);
        for (int i = 0; i < MOST_FREEZES; i++) {
            loop.submit(() -> freeze(check, mistake)).syncUninterruptibly();
            sink.awaitFreshState();
            Optional<Incident> found = sink.incidentsOf("http-1").stream()
                    .filter(one -> !one.open() && one.durationNanos() >= FREEZE.toNanos() / 2)
                    .filter(condition)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("not found in " + sink.incidentsOf("http-1"));
    }

    private static void assertIsOf(String method, StackTraceElement frame) {
        assertThat(frame.getClassName()).isEqualTo(HealthCheck.class.getName());
        assertThat(frame.getMethodName()).isEqualTo(method);
    }

    private static void freeze(HealthCheck check, FreezeCause mistake) {
        try {
            check.freeze(mistake, FREEZE, "http-1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer openUpstream() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                Thread.sleep(FREEZE.toMillis());
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static URI uriOf(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
