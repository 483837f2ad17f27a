package dev.holter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final Duration ANY = Duration.ZERO;

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicInteger connectionsWithRequests = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    @AfterEach
    void stopServer() throws IOException {
        mayAnswer.countDown();
        server.close();
    }

    @Test
    void serverThatDoesNotAnswer_doesNotSlowTheLoadDown() {
        try (LoadGenerator load = start(500, 2)) {
            await(() -> load.waiting() >= 250);
        }
    }

    @Test
    void latency_countsFromTheTimeTheRequestWasDue() throws InterruptedException {
        Instant start = Instant.now();
        try (LoadGenerator load = start(200, 2)) {
            await(() -> load.waiting() >= 100);
            mayAnswer.countDown();
            await(() -> load.waiting() <= 2);

            LoadReport report = load.report(start, Instant.now(), ANY);
            // The first of a hundred requests, one each 5 ms, waited for all the others.
            assertThat(report.maxMs()).isGreaterThan(450);
            assertThat(report.p50Ms()).isLessThan(report.maxMs());
        }
    }

    @Test
    void requestsOutsideTheTimeAskedFor_areNotReported() {
        mayAnswer.countDown();
        try (LoadGenerator load = start(500, 2)) {
            await(() -> load.report(Instant.EPOCH, Instant.now(), ANY).delayed() >= 100);

            Instant later = Instant.now().plusSeconds(60);
            assertThat(load.report(later, later.plusSeconds(1), ANY).delayed()).isZero();
            assertThat(load.report(Instant.EPOCH, later, Duration.ofHours(1)).delayed())
                    .isZero();
        }
    }

    @Test
    void requests_areSpreadOverAllConnections() {
        try (LoadGenerator _ = start(500, 4)) {
            await(() -> connectionsWithRequests.get() == 4);
        }
    }

    @Test
    void absentServer_isToldAtOnce() throws IOException {
        ServerSocket absent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InetSocketAddress address = (InetSocketAddress) absent.getLocalSocketAddress();
        absent.close();

        assertThatThrownBy(() -> LoadGenerator.start(address, 10, 1))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("cannot connect");
    }

    private LoadGenerator start(int rate, int connections) {
        return LoadGenerator.start((InetSocketAddress) server.getLocalSocketAddress(), rate, connections);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            in.mark(1);
            if (in.read() >= 0) {
                connectionsWithRequests.incrementAndGet();
            }
            in.reset();
            mayAnswer.await();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The load has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
