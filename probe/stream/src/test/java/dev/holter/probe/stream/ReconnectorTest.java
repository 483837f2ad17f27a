package dev.holter.probe.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconnectorTest {
    private final LogLines log = new LogLines();

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void peerThatSaysNothing_isGivenUpAndTriedAgain() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            TcpTransport transport = new TcpTransport(new CollectorAddress("127.0.0.1", mute.getLocalPort()));
            Reconnector reconnector = reconnector(transport);
            reconnector.start();
            try {
                for (int attempt = 1; attempt <= 3; attempt++) {
                    try (Socket accepted = mute.accept()) {
                        assertThat(readToEnd(accepted)).startsWith("PRI * HTTP/2.0");
                    }
                }
            } finally {
                reconnector.close();
            }
            assertThat(log.lines())
                    .containsExactly("WARNING Cannot reach the collector at 127.0.0.1:" + mute.getLocalPort()
                            + ": CANCELLED, no answer within 200 ms."
                            + " The service is not affected; the probe keeps trying.");
        }
    }

    @Test
    void transportThatFails_isTriedAgain() throws Exception {
        List<Integer> attempts = new ArrayList<>();
        Reconnector reconnector = reconnector(threads -> {
            synchronized (attempts) {
                attempts.add(attempts.size());
            }
            throw new IllegalStateException("no way there");
        });
        reconnector.start();
        Await.until("several attempts", () -> {
            synchronized (attempts) {
                return attempts.size() > 3;
            }
        });
        reconnector.close();
        assertThat(log.lines()).singleElement().asString().contains("UNKNOWN, no way there.");
    }

    private static Reconnector reconnector(Transport transport) {
        return new Reconnector(
                Samples.identity(),
                transport,
                new Outbox(3, new DropCounters()),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(10), new SplittableRandom()),
                new StreamLog(System.getLogger(CollectorStream.class.getPackageName()), transport.toString()),
                Duration.ofMillis(200),
                System::nanoTime);
    }

    private static String readToEnd(Socket accepted) throws IOException {
        accepted.setSoTimeout(20_000);
        return new String(accepted.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    }
}
